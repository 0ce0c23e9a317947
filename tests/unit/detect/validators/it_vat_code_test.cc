#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"00743110157", "00000010215", "00005713912"};
constexpr std::string_view kInvalid[] = {"00005713913", "00000000000", "00743110158",
                                         "00000005000"};
const Table kTable{"it_vat_code", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
