#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"12/30",   "1/27",  "01/2031", "12-30",
                                       "12 / 30", "09/30", "02 28"};
constexpr std::string_view kInvalid[] = {"13/30", "00/30", "12/1930", "12/85",   "12",
                                         "1230",  "12/3",  "123/30",  "12/20305"};
const Table kTable{"card_expiry", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
