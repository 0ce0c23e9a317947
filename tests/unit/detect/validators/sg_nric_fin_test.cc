#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"S0057391D", "S0056791D", "S9058351D", "S7097381B",
                                       "S1234567D", "T1234567J", "F1234567N", "G1234567X",
                                       "M1234567K", "S2879492D", "S5788458D", "S6625551D"};
constexpr std::string_view kInvalid[] = {"S0057391E", "A1234567D", "S1234567A", "S123456D",
                                         "s1234567d"};
const Table kTable{"sg_nric_fin", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
