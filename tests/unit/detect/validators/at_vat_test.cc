#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"U05754744", "U05747361", "U05759053",
                                       "U05751471", "U05794826", "U05792613"};
constexpr std::string_view kInvalid[] = {"U05739512", "105739511", "U0573951"};
const Table kTable{"at_vat", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
