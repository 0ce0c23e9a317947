#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"05704197", "05719186", "05720940",
                                       "05729319", "05708362", "05797055"};
constexpr std::string_view kInvalid[] = {"05739510", "00000000"};
const Table kTable{"cz_ico", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
