#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"057325703/0210",    "057333551/0130",  "78-057191119/0300",
                                       "35-057412962/0300", "0057303459/0880", "0057302595/0400"};
constexpr std::string_view kInvalid[] = {"0573123455/9573", "0573123454",    "0573123454/95733",
                                         "/9573",           "12-34-56/0100", "0000000000/0100"};
const Table kTable{"cz_bank_account", kValid, kInvalid, Protects::kDigits, "          xxxxxxx"};

}  // namespace
}  // namespace aegis::validators
