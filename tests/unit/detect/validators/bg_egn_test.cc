#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"9921310004", "9321310044", "9921019004", "9925110004",
                                       "5627312921", "1621283114", "9551167502"};
constexpr std::string_view kInvalid[] = {"9921310005", "9961310004"};
const Table kTable{"bg_egn", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
