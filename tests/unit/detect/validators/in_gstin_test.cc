#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"01AAAPA5731A1ZX", "27AAPFU0939F1ZV", "38AAAPA5731A1ZG",
                                       "97AAAPA5731A1ZC"};
constexpr std::string_view kInvalid[] = {"01AAAPA5731A1ZY", "39AAAPA5731A1ZX", "01AAAQA5731A1ZX",
                                         "01AAAPA5731A0ZX", "39AAAPA5731A1ZE", "00AAAPA5731A1ZZ",
                                         "96AAAPA5731A1ZE"};
const Table kTable{"in_gstin", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
