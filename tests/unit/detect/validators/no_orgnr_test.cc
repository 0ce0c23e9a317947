#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"800073634", "800056292", "800045681",
                                       "857908716", "857079329", "857755103"};
constexpr std::string_view kInvalid[] = {"857395710", "757395719"};
const Table kTable{"no_orgnr", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
