#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0001010001087", "0101110071087", "7001010001007",
                                       "0001010031068", "7405037918277", "0211281979057",
                                       "9511014804162", "0001010001285"};
constexpr std::string_view kInvalid[] = {"0001010001088", "0013010001087", "0001010001384",
                                         "0001320001280"};
const Table kTable{"za_id_number", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
