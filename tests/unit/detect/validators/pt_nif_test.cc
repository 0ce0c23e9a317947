#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"100057390", "900053399", "120067390", "100056350",
                                       "680152148", "287256359", "694631264"};
constexpr std::string_view kInvalid[] = {"100057391", "000000000", "441234567"};
const Table kTable{"pt_nif", kValid, kInvalid, Protects::kDigits, "xxxxxxxx"};

}  // namespace
}  // namespace aegis::validators
