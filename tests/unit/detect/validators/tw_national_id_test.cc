#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"A100057395", "A108057995", "A100557390", "A100045395",
                                       "A136514727", "A123238665", "A167418894"};
constexpr std::string_view kInvalid[] = {"A100057396", "1100057395", "A300057395"};
const Table kTable{"tw_national_id", kValid, kInvalid, Protects::kDigits, "...xxx.x"};

}  // namespace
}  // namespace aegis::validators
