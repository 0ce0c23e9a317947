#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0100573914", "0100070424", "0107571994", "0100554914"};
constexpr std::string_view kInvalid[] = {"0100573915", "0000000000"};
const Table kTable{"ec_ci", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
