#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"100035969", "100004079", "100072089",
                                       "005782751", "005708521", "005782711"};
constexpr std::string_view kInvalid[] = {"100057439", "000000000"};
const Table kTable{"de_lanr", kValid, kInvalid, Protects::kDigits, "x x x  xx"};

}  // namespace
}  // namespace aegis::validators
