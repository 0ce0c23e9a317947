#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"057310762B01", "057336441B01", "057304981B01",
                                       "057319303B28", "057315565B33", "057368351B38"};
constexpr std::string_view kInvalid[] = {"057395712B41", "000000000B01", "057395712A40"};
const Table kTable{"nl_vat", kValid, kInvalid, Protects::kDigits, " x  x xxx xx"};

}  // namespace
}  // namespace aegis::validators
