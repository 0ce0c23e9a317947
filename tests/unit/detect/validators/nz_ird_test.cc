#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"031152941", "015051817", "122927776",
                                       "124826063", "116034042", "029962855"};
constexpr std::string_view kInvalid[] = {"031152942", "009057396", "999999999", "000000000"};
const Table kTable{"nz_ird", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
