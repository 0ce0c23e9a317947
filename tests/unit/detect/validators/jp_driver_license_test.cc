#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"313738303329", "329769432353", "458523669274",
                                       "596182796636", "574939103392", "544219627428"};
constexpr std::string_view kInvalid[] = {"313738303339"};
const Table kTable{"jp_driver_license", kValid, kInvalid, Protects::kDigits, "...........x"};

}  // namespace
}  // namespace aegis::validators
