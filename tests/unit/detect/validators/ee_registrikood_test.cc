#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"15796097", "15708006", "15761851",
                                       "15742351", "15714165", "15716997"};
constexpr std::string_view kInvalid[] = {"15739574", "05739573"};
const Table kTable{"ee_registrikood", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
