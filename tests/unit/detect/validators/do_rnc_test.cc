#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"583277496", "428690619", "937711419",
                                       "867592624", "115089973", "484233064"};
constexpr std::string_view kInvalid[] = {"583277497"};
const Table kTable{"do_rnc", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
