#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"057395331657081", "003078133333107", "001000000001017"};
constexpr std::string_view kInvalid[] = {"057395331657082", "000000000000000"};
const Table kTable{"ma_ice", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
