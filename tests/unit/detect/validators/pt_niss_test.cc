#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"10000441134", "10005219051", "10003671467",
                                       "10007388806", "10000460070", "10001287868"};
constexpr std::string_view kInvalid[] = {"10000057394", "30000057393"};
const Table kTable{"pt_niss", kValid, kInvalid, Protects::kDigits, "       x x"};

}  // namespace
}  // namespace aegis::validators
