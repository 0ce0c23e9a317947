#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"20000573915", "20008573965", "20000643115", "20000574415"};
constexpr std::string_view kInvalid[] = {"20000573916", "21000573915"};
const Table kTable{"ar_cuit", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
