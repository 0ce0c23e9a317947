#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"20005739001", "30015739001", "20405830001", "25055739081",
                                       "20005739001", "23422327551", "67425728531", "26715482996"};
constexpr std::string_view kInvalid[] = {"20005739101", "1000573901", "7000573901", "200057390",
                                         "200057390011"};
const Table kTable{"au_medicare", kValid, kInvalid, Protects::kDigits, ".........xx"};

}  // namespace
}  // namespace aegis::validators
