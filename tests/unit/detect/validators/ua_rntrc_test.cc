#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0005173918", "0005171498", "0001173716", "9405173918",
                                       "7407694691", "4405277619", "1819216365"};
constexpr std::string_view kInvalid[] = {"0005173919", "0000000000"};
const Table kTable{"ua_rntrc", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
