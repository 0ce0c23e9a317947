#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"570551073", "698043372", "744548662",
                                       "266318354", "301709485", "721157500"};
constexpr std::string_view kInvalid[] = {"570551074"};
const Table kTable{"pe_cui", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
