#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"110100180001010019", "129100180001010019",
                                       "110104880101010019", "810107180001010019",
                                       "11010519491231002X"};
constexpr std::string_view kInvalid[] = {"110100180001010010", "110105194913310028",
                                         "010105194912310026"};
const Table kTable{"cn_resident_id", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
