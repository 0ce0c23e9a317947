#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"40057146169", "13057541047", "90057436248",
                                       "09057299257", "91057217093", "36057056863"};
constexpr std::string_view kInvalid[] = {"73057319510", "72057319519", "OI057319519"};
const Table kTable{"fr_vat", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
