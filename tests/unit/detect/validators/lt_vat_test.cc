#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"057361917",    "057361116",    "057383511",
                                       "000574428615", "000572121517", "000574599015"};
constexpr std::string_view kInvalid[] = {"057395112", "000000000", "057395121"};
const Table kTable{"lt_vat", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
