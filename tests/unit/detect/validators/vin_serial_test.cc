#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"1AG16XYZ57A395731", "1M8GDM9AXKP042788",
                                       "MHHKH72J5SK7X0696", "S1P3B42758P9V1247",
                                       "KJVWDKDK2PZMM9174", "LH1E7PME36UL54984"};
constexpr std::string_view kInvalid[] = {"1AG16XYZ57A395732", "SRUD4SZZ7TB1U25A5",
                                         "0BFMKXXM4TZK60862", "11111111111111112",
                                         "1M8GDM9AXKP04278"};
const Table kTable{"vin_serial", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
