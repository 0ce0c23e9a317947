#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"7560005739105", "7560085739101", "7560035739199",
                                       "7568003777105", "7569217076985", "7564824697639",
                                       "7565957842279", "7560605444171"};
constexpr std::string_view kInvalid[] = {"7560005739106", "7579217076985"};
const Table kTable{"ch_ahv", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
