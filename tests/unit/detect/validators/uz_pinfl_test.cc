#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"10101000000010", "43112990010020"};
constexpr std::string_view kInvalid[] = {"70101000000010", "13201000000010", "1010100000001"};
const Table kTable{"uz_pinfl", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
