#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"8000165678", "8000386100", "8000590042",
                                       "8000224135", "8000793490", "8000630575"};
constexpr std::string_view kInvalid[] = {"8000573912", "7000573911"};
const Table kTable{"hu_personal_tax_id", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
