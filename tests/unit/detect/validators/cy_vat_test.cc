#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"05774412T", "05705575L", "05798627R",
                                       "10578462I", "10578290K", "10573045P"};
constexpr std::string_view kInvalid[] = {"05739571T", "057395715", "12345678A"};
const Table kTable{"cy_vat", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
