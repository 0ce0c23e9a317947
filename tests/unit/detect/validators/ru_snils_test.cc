#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"00057391005", "08853391105", "07559391005", "00056591008",
                                       "88346245039", "60365274375", "12515724941"};
constexpr std::string_view kInvalid[] = {"00057391006", "00000000000"};
const Table kTable{"ru_snils", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
