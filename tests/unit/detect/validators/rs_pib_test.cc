#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"157136049", "157559383", "157641538",
                                       "157488808", "157230274", "157700241"};
constexpr std::string_view kInvalid[] = {"157395733", "000000000"};
const Table kTable{"rs_pib", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
