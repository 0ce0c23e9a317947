#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"A00A000", "D6WXY00", "Y25F5A5"};
constexpr std::string_view kInvalid[] = {"B00A000", "A0WA000", "A00B000", "A00A00", "A00A00O"};
const Table kTable{"ie_eircode", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
