#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"900930000", "957930573"};
constexpr std::string_view kInvalid[] = {"900920000", "800930000", "90093000"};
const Table kTable{"us_atin", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
