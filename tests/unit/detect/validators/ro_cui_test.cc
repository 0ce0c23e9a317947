#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"15738082",   "15738023",   "15737907",
                                       "1577946254", "1570657046", "1574571451"};
constexpr std::string_view kInvalid[] = {"15739577", "05739576", "1"};
const Table kTable{"ro_cui", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
