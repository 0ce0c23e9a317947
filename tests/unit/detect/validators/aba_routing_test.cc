#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"123456780", "113056750", "323476780", "123409782",
                                       "021000021", "011401533", "121719487", "244459352",
                                       "693361512", "010000003", "120000003", "210000007",
                                       "320000007", "610000005", "720000005", "800000006"};
constexpr std::string_view kInvalid[] = {
    "123456781", "000000000", "131000000", "210000002", "12345678",  "130000006", "200000004",
    "330000000", "600000002", "730000008", "790000006", "810000009", "990000000"};
const Table kTable{"aba_routing", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
