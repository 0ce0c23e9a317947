#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"2125550123", "12125550123", "+12125550123",
                                       "9795550100", "9199199999",  "2992992999"};
constexpr std::string_view kInvalid[] = {"1125550123",  "0125550123",   "2111234567", "9111234567",
                                         "2129111234",  "2121234567",   "212555012",  "+2125550123",
                                         "22125550123", "+22125550123", "9119199999", "9199119999"};
const Table kTable{"us_phone", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
