#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0020889382", "0020325429", "0020218624",
                                       "0020799292", "0020274205", "0020127957"};
constexpr std::string_view kInvalid[] = {"0020057395", "0010057396"};
const Table kTable{"se_organisationsnummer", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
