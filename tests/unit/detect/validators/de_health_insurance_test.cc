#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"A000573917", "J075573916", "A700573116", "A000563017",
                                       "A123456780", "A423555176", "A266683354", "A166537811"};
constexpr std::string_view kInvalid[] = {"A000573918", "1234567801"};
const Table kTable{"de_health_insurance", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
