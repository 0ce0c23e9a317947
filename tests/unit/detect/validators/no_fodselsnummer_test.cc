#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"01010050053", "01010060016", "21020052853", "01010084063",
                                       "46454067029", "07828861438", "26061639895", "31019900064",
                                       "41019900035", "01419900024"};
constexpr std::string_view kInvalid[] = {"01010050054", "00000000000", "32019900184",
                                         "01139900150"};
const Table kTable{"no_fodselsnummer", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
