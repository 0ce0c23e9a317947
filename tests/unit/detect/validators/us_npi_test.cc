#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"1000573919", "1000163919", "1000170914",
                                       "1700573789", "1234567893", "1930179969",
                                       "2019697236", "2013397635", "2000000002"};
constexpr std::string_view kInvalid[] = {"1000573910", "3234567893", "3000000000", "0000000014"};
const Table kTable{"us_npi", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
