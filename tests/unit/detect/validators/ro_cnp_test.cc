#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"3000101990009", "8000101440009", "4300101790019",
                                       "3300101970089"};
constexpr std::string_view kInvalid[] = {"3000101990000", "3001301990009"};
const Table kTable{"ro_cnp", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
