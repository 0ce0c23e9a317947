#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"8189428542", "9432763888", "8185463869",
                                       "8732879232", "8780774049", "9748888437"};
constexpr std::string_view kInvalid[] = {"8189428543", "0000000000", "85739573"};
const Table kTable{"co_nit", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
