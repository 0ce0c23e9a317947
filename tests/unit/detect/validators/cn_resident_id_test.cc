#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "110100180001010019", "129100180001010019", "110104880101010019",
    "810107180001010019", "11010519491231002X", "752252668009279559",
    "559560986811121256", "495135789401215689", "110101200012311230"};
constexpr std::string_view kInvalid[] = {"110100180001010010", "110105194913310028",
                                         "010105194912310026", "110101200013311232",
                                         "110101200012321236"};
const Table kTable{"cn_resident_id", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
