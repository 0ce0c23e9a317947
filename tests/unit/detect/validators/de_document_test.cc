#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"L0000N9RM6", "L0000K8P20", "L0000ZRGN2",
                                       "C000050G52", "C000049X11", "C0000XJ6P3"};
constexpr std::string_view kInvalid[] = {"L000057390", "A000057396", "L00005739", "0000573960"};
const Table kTable{"de_document", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
