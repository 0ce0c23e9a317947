#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"WVWZZZ1JZ3W386752", "1AG16XYZ57A395731",
                                       "VF1AEGXS573195731"};
constexpr std::string_view kInvalid[] = {"1AG16XYZ57A395732", "LAG16XYZ57A395731",
                                         "WVWZZZ1JZ3W38675",  "WVWZZZ1JZ3W38675O",
                                         "00000000000000000", "wvwzzz1jz3w386752"};
const Table kTable{"vin_elsewhere", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
