#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0101005458", "0101004524", "0101000014",
                                       "0101008619", "0101004338", "0101004834"};
constexpr std::string_view kInvalid[] = {"0101000015", "3201000014"};
const Table kTable{"uk_chi", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
