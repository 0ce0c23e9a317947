#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"123456780", "113056750", "323476780",
                                       "123409782", "021000021", "011401533"};
constexpr std::string_view kInvalid[] = {"123456781", "000000000", "131000000", "210000002",
                                         "12345678"};
const Table kTable{"aba_routing", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
