#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"157821736", "157963716", "157740128",
                                       "A00641360", "A00008748", "A00064279"};
constexpr std::string_view kInvalid[] = {"157395738", "057395737", "DA0000573", "1A7395737"};
const Table kTable{"by_unp", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
