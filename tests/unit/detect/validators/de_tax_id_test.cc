#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"12345678807", "12375678407", "10345679808",
                                       "12349678597", "86095742719", "65929970489",
                                       "56729131815", "26837518899", "83742776903"};
constexpr std::string_view kInvalid[] = {"12345678808", "02345678801", "1234567890", "11111111111",
                                         "12345678903"};
const Table kTable{"de_tax_id", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
