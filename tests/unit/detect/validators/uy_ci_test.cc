#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"63596319", "42345961", "45034864",
                                       "56250726", "50751990", "53117608"};
constexpr std::string_view kInvalid[] = {"10057397", "00000000"};
const Table kTable{"uy_ci", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
