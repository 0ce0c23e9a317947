#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"79698778", "26961245", "58355081",
                                       "71235736", "80787509", "89285751"};
constexpr std::string_view kInvalid[] = {"79698779", "00000000", "10573917 "};
const Table kTable{"py_ruc", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
