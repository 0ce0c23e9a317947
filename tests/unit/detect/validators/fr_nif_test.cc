#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0000124851167", "0000060710412", "0000099179045",
                                       "0000495453294", "0000341735387", "0000022109136"};
constexpr std::string_view kInvalid[] = {"0000057391150", "4000057391159", "0000000000000"};
const Table kTable{"fr_nif", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
