#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"5608275278451", "7508105239795", "5212145973136",
                                       "7707165173731", "5006116095427", "8109266973605"};
constexpr std::string_view kInvalid[] = {"5608275278452", "000101-5000005", "001301500000",
                                         "0001011000005"};
const Table kTable{"kr_frn", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
