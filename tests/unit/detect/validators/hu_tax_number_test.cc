#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"00056733",    "00059970",    "00051226",
                                       "00051587142", "00056317142", "00056726142"};
constexpr std::string_view kInvalid[] = {"00057319", "00057318691", "00000000"};
const Table kTable{"hu_tax_number", kValid, kInvalid, Protects::kDigits, "        xxx"};

}  // namespace
}  // namespace aegis::validators
