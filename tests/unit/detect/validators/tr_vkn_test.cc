#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0578271098", "0576061887", "0579324842",
                                       "0576905270", "0576294368", "0570364943"};
constexpr std::string_view kInvalid[] = {"0573957315", "0000000000"};
const Table kTable{"tr_vkn", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
