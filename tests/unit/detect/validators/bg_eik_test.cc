#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"057329093", "057015267", "057595674",
                                       "057224943", "057624040", "057625847"};
constexpr std::string_view kInvalid[] = {"057395120", "000000000"};
const Table kTable{"bg_eik", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
