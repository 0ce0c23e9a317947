#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"P000000464148", "R000000718617", "A000000179961",
                                       "K057824862703", "R057850541409", "D057164538930"};
constexpr std::string_view kInvalid[] = {"T000000057392", "I000000057391", "T00000005739I",
                                         "A000000000000"};
const Table kTable{"uk_upn", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
