#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"783692687989896", "948507350934529", "165264010257317",
                                       "868071242393811", "949308703180503", "111984064522595"};
constexpr std::string_view kInvalid[] = {"783692687989897", "400000005739106"};
const Table kTable{"br_cns", kValid, kInvalid, Protects::kDigits, "....x"};

}  // namespace
}  // namespace aegis::validators
