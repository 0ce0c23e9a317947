#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0xB1CaAb925f5E251345d4Fe2999dcBfb21808700b",
                                       "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                                       "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"};
constexpr std::string_view kInvalid[] = {
    "0xB1CaAb925f5E251345d4Fe2999dcBfb21808700c", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
    "0x52908400098527886E0F7030069857D2E4169EE7", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
    "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",   "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe",
    "0x0000000000000000000000000000000000000000"};
const Table kTable{"eth", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
