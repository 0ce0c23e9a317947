#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"DE157395716", "DE757365516", "DE667395716", "DE153398716",
                                       "DE136695976", "DE137689554", "DE337473318", "DE589393519"};
constexpr std::string_view kInvalid[] = {"DE157395717", "DE036695976", "136695976", "DE057395713"};
const Table kTable{"de_vat_id", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
