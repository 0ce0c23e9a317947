#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0101000000", "0605000000", "0301802000", "2101000000"};
constexpr std::string_view kInvalid[] = {"3201000000", "0113000000", "010100000"};
const Table kTable{"dk_cpr", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
