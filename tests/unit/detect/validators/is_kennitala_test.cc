#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0101004968", "0101003998", "0101003808",
                                       "4101007468", "4101005848", "4101007548"};
constexpr std::string_view kInvalid[] = {"0101000048", "0113000038", "0101000037"};
const Table kTable{"is_kennitala", kValid, kInvalid, Protects::kDigits, "         x"};

}  // namespace
}  // namespace aegis::validators
