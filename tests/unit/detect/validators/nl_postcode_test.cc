#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"1000AA", "1011ZZ", "9999XK"};
constexpr std::string_view kInvalid[] = {"0000AA", "1000SS", "1000SA", "1000A1", "100AAA"};
const Table kTable{"nl_postcode", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
