#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"219099999", "078051120", "123456789", "001010001",
                                       "899999999"};
constexpr std::string_view kInvalid[] = {"000123456", "666123456",  "900123456",
                                         "999123456", "123006789",  "123450000",
                                         "12345678",  "1234567890", "123-45-6789"};
const Table kTable{"us_ssn", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
