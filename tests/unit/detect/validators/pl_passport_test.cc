#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"AA2042855", "AA6059880", "AA1023132",
                                       "AA4029252", "AA8030054", "AA0034065"};
constexpr std::string_view kInvalid[] = {"AA5057392", "AAA057391", "A95057391"};
const Table kTable{"pl_passport", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
