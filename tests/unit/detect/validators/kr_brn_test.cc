#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"5761937608", "6104954618", "4685810651",
                                       "5746092460", "6059229369", "4815234130"};
constexpr std::string_view kInvalid[] = {"5761937609"};
const Table kTable{"kr_brn", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
