#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "057395739512345677", "047395339512745674", "055595339512945677", "057395739512345978",
    "417348939562935453", "188555169117142169", "959932759616275469"};
constexpr std::string_view kInvalid[] = {"057395739512345678", "000000000000000000"};
const Table kTable{"mx_clabe", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
