#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"1524157151", "1529617991", "1528285374",
                                       "1521353262", "1524011335", "1526278534"};
constexpr std::string_view kInvalid[] = {"1527395739", "0027395738", "1557395741"};
const Table kTable{"sk_vat", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
