#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"001010001", "899999999", "219099998"};
constexpr std::string_view kInvalid[] = {"219099999", "078051120", "123456789", "987654320",
                                         "000123456"};
const Table kTable{"us_ssn_unpublished", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
