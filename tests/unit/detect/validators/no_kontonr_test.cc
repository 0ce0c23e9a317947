#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"05739963720", "05732555163", "05731242331",
                                       "05730193337", "05730848848", "05734383661"};
constexpr std::string_view kInvalid[] = {"05713912347", "00000000000"};
const Table kTable{"no_kontonr", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
