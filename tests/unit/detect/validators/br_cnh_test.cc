#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"97579640973", "15122826629", "36883516537",
                                       "46689030199", "77696707890", "11437112544"};
constexpr std::string_view kInvalid[] = {"97579640974", "00000000000"};
const Table kTable{"br_cnh", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
