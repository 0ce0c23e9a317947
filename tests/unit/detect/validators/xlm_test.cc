#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"GCL4C4PJE7SR7T6HW2R2M3RK4FOJFTXZWPQJFB3A3RN2ZHAZQKCBGFWE"};
constexpr std::string_view kInvalid[] = {
    "GCL4C4PJE7SR7T6HW2R2M3RK4FOJFTXZWPQJFB3A3RN2ZHAZQKCBGFWF"};
const Table kTable{"xlm", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
