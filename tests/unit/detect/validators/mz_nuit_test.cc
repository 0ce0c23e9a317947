#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"191742974", "333792486", "361187245",
                                       "137435527", "418432888", "441094183"};
constexpr std::string_view kInvalid[] = {"191742975"};
const Table kTable{"mz_nuit", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
