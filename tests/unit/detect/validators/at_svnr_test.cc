#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"1002010100", "4002000950", "1002210196", "1242050160",
                                       "9943110791", "1162061193", "1064081131"};
constexpr std::string_view kInvalid[] = {"1002010101", "0002010100", "1002320100"};
const Table kTable{"at_svnr", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
