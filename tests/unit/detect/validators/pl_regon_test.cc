#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"057395712", "857395012", "057392412", "057895716",
                                       "597697659", "574195795", "867349961"};
constexpr std::string_view kInvalid[] = {"057395713", "000000000"};
const Table kTable{"pl_regon", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
