#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"057395717", "057895740", "857315717", "057095812",
                                       "014523781", "017562554", "547415927"};
constexpr std::string_view kInvalid[] = {"057395718", "000000000", "05739571", "0573957170"};
const Table kTable{"fr_siren", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
