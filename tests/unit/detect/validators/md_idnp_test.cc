#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"2000000699749", "2000000497451", "2000000913759",
                                       "2000000335757", "2000000999726", "2000000176165"};
constexpr std::string_view kInvalid[] = {"2000000057397", "3000000057393", "0000000000000"};
const Table kTable{"md_idnp", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
