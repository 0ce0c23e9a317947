#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"329032148", "431174350", "000852090",
                                       "350290489", "440215638", "066403832"};
constexpr std::string_view kInvalid[] = {"329032149", "000000000", "0573957180"};
const Table kTable{"ph_tin", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
