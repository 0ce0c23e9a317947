#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"05735599", "05737818", "05737397",
                                       "05734983", "05732263", "05733618"};
constexpr std::string_view kInvalid[] = {"05739579", "15739578", "00000000"};
const Table kTable{"me_pib", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
