#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"10073655", "10070729", "10073663",
                                       "10070192", "10076697", "10076468"};
constexpr std::string_view kInvalid[] = {"10073184", "00073183"};
const Table kTable{"si_davcna", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
