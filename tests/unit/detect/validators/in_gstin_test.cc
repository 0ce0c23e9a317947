#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"01AAAPA5731A1ZX", "27AAPFU0939F1ZV"};
constexpr std::string_view kInvalid[] = {"01AAAPA5731A1ZY", "39AAAPA5731A1ZX", "01AAAQA5731A1ZX",
                                         "01AAAPA5731A0ZX"};
const Table kTable{"in_gstin", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
