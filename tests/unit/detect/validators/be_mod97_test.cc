#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"057121144778", "057222063376", "057833347878",
                                       "057114706103", "057613998950", "057460585164"};
constexpr std::string_view kInvalid[] = {"057123456716", "000000000000", "05712345671"};
const Table kTable{"be_mod97", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
