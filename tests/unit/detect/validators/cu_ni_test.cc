#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"00010100001", "84112957391"};
constexpr std::string_view kInvalid[] = {"00130100001", "84023057391", "8411295739"};
const Table kTable{"cu_ni", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
