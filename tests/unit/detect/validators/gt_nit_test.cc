#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"63429233", "01769979", "91219108",
                                       "21624305", "76799700", "15153320"};
constexpr std::string_view kInvalid[] = {"63429234", "00000000", "100"};
const Table kTable{"gt_nit", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
