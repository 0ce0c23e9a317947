#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"RBF27UJ", "YVM70EM", "DVG7947",
                                       "RUC2667", "HNH2765", "BAZ9566"};
constexpr std::string_view kInvalid[] = {"RBF28UJ", "ZZI0571", "ZZ00571"};
const Table kTable{"nz_nhi", kValid, kInvalid, Protects::kDigits, "xxx"};

}  // namespace
}  // namespace aegis::validators
