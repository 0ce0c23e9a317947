#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0001011000002", "0009011620302", "2001011006002",
                                       "0001011900009", "1201224326176", "0401223366172",
                                       "1306153580222", "0012310000005"};
constexpr std::string_view kInvalid[] = {"0001011000003", "0013011000002", "0012320000009",
                                         "0012315000009"};
const Table kTable{"kr_rrn", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
