#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"219099999A", "219099999B6", "536228726HC"};
constexpr std::string_view kInvalid[] = {"666099999A", "219099999Z", "219099999", "219099999A12"};
const Table kTable{"us_hicn", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
