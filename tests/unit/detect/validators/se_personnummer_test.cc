#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "180001010008", "180001019058", "180001018001", "280001810308", "8112189876",  "198112189876",
    "214308859067", "955301317318", "511901812808", "200012311239", "199912911238"};
constexpr std::string_view kInvalid[] = {"180001010009", "8113189876", "811218987", "19811218987"};
const Table kTable{"se_personnummer", kValid, kInvalid, Protects::kDigits, "xx"};

}  // namespace
}  // namespace aegis::validators
