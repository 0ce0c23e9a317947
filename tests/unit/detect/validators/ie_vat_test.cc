#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0573037W",  "0573686N", "0573270OA",
                                       "0573850JA", "0D05196T", "0D05927L"};
constexpr std::string_view kInvalid[] = {"0573951H", "0573951", "8D79739J"};
const Table kTable{"ie_vat", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
