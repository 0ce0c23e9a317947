#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"C0062338587", "Q003914450X", "P0044999402",
                                       "V0045306672", "C0072979712", "G0036109053"};
constexpr std::string_view kInvalid[] = {"C0062338588", "A0005739101", "P0105739101"};
const Table kTable{"gh_tin", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
