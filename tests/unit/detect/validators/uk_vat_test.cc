#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"057283654", "057414571", "057620569",
                                       "057757335", "057244667", "057834151"};
constexpr std::string_view kInvalid[] = {"057395140", "GD500", "HA499", "000000000"};
const Table kTable{"uk_vat", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
