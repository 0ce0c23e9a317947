#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"SW1A1AA", "M11AE",   "B338TH", "CR26XH",
                                       "DN551PT", "EC1A1BB", "W1A0AX"};
constexpr std::string_view kInvalid[] = {"SW1A1CI", "QW1A1AA", "SI1A1AA", "SW1I1AA",
                                         "SW1AAAA", "SW11111", "S1AA1AA1"};
const Table kTable{"uk_postcode", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
