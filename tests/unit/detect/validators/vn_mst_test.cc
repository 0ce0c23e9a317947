#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0458243646", "0371111525", "0439418812",
                                       "0994143324", "0738871308", "0046902917"};
constexpr std::string_view kInvalid[] = {"0458243647", "01573957330"};
const Table kTable{"vn_mst", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
