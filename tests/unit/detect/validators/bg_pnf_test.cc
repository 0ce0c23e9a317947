#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"1000409684", "1000649925", "1000473641",
                                       "1000669842", "1000201594", "1000781339"};
constexpr std::string_view kInvalid[] = {"1000573919", "0000000000"};
const Table kTable{"bg_pnf", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
