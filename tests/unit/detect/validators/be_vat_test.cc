#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0057864359", "0057474577", "0057702231",
                                       "0573379965", "0573649090", "0573123609"};
constexpr std::string_view kInvalid[] = {"0573912070", "2573912079", "0000000097"};
const Table kTable{"be_vat", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
