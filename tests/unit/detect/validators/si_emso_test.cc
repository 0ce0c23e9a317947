#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0101800508755", "0101800505209", "0101800508941",
                                       "0101800509093", "0101800503222", "0101800500428"};
constexpr std::string_view kInvalid[] = {"0101800500003", "0101800700001"};
const Table kTable{"si_emso", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
