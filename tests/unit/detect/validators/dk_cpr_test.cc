#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0101000000", "0605000000", "0301802000",
                                       "2101000000", "3112991234", "2902001234"};
constexpr std::string_view kInvalid[] = {"3201000000", "0113000000", "010100000", "3113991234",
                                         "3199001234"};
const Table kTable{"dk_cpr", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
