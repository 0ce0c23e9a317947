#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"05758267", "05749934", "05770194",
                                       "05723689", "05752076", "05798517"};
constexpr std::string_view kInvalid[] = {"05739518", "00000000"};
const Table kTable{"fi_ytunnus", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
