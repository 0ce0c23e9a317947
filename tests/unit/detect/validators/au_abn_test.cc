#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"15057395731", "14555395731", "13557394731", "75057395331",
                                       "51824753556", "63477675231", "26051915649", "25472597251"};
constexpr std::string_view kInvalid[] = {"15057395732", "00000000000", "5182475355",
                                         "518247535560"};
const Table kTable{"au_abn", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
