#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"057395712", "907895612", "972395716", "057765018",
                                       "004085616", "591879686", "837685284", "115154133"};
constexpr std::string_view kInvalid[] = {"057395713", "000000000", "00408561", "0040856160"};
const Table kTable{"au_acn", kValid, kInvalid, Protects::kDigits, "x.xxx.x"};

}  // namespace
}  // namespace aegis::validators
