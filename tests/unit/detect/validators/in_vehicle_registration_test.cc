#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"XX00AA0001", "MH12AB0573", "DL3CAB0573",
                                       "DL1A0573",   "22BH0573AA", "21BH0573A"};
constexpr std::string_view kInvalid[] = {"ZZ12AB0573", "MHA2AB0573", "MH12ABCD0573", "22BX0573AA",
                                         "MH120573"};
const Table kTable{"in_vehicle_registration", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
