#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"05786212", "05726740", "05716123",
                                       "05738064", "05749085", "05743530"};
constexpr std::string_view kInvalid[] = {"05739176", "00000000"};
const Table kTable{"lu_vat", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
