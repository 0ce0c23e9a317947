#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"01010004975", "01010007746", "01010002718",
                                       "32006761991", "32003955176", "32003844185"};
constexpr std::string_view kInvalid[] = {"01010000001", "40010000000", "01130000000"};
const Table kTable{"lv_personas_kods", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
