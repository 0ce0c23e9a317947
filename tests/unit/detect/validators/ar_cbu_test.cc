#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"4856960609469017448871", "6350013029166788157602",
                                       "3098701830298483454080", "2965846620243788244727",
                                       "0967527292786219866280", "2925024218302755936818"};
constexpr std::string_view kInvalid[] = {"4856960609469017448872", "0000000000000000000000"};
const Table kTable{"ar_cbu", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
