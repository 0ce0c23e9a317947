#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"000101055929", "000101001414", "000101001464",
                                       "000101080602", "000101056302", "000101039015"};
constexpr std::string_view kInvalid[] = {"000101000016", "001301000015", "000171000015"};
const Table kTable{"kz_iin", kValid, kInvalid, Protects::kDigits, "x  x x    x"};

}  // namespace
}  // namespace aegis::validators
