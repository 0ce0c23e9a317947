#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0001010001087", "0101110071087", "7001010001007",
                                       "0001010031068"};
constexpr std::string_view kInvalid[] = {"0001010001088", "0013010001087"};
const Table kTable{"za_id_number", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
