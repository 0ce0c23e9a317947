#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"000573915", "004473195", "000073999", "034513515",
                                       "041838533", "070337415", "036475986"};
constexpr std::string_view kInvalid[] = {"000573916", "000000000"};
const Table kTable{"il_id", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
