#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"US0573957398", "US0378331005", "GB0002634946",
                                       "XS0104440986", "USA0B0Z00000"};
constexpr std::string_view kInvalid[] = {"US0573957399", "US0378331006", "ZZ0378331005",
                                         "US037833100A", "US037833100",  "us0378331005"};
const Table kTable{"isin", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
