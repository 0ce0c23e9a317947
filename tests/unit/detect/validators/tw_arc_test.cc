#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"A800057399", "A800257237", "A844057799",
                                       "K870057399", "A853355235", "A801837739",
                                       "A810457347", "A812345671", "A912345673"};
constexpr std::string_view kInvalid[] = {"A800057390", "1100057395", "A300057395"};
const Table kTable{"tw_arc", kValid, kInvalid, Protects::kDigits, "...xxx.x"};

}  // namespace
}  // namespace aegis::validators
