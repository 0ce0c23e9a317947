#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"4000000719204", "4000000578856", "4000000363469",
                                       "4000000916417", "4000000010426", "4000000109945"};
constexpr std::string_view kInvalid[] = {"MK4000000057393", "4000000057393", "0000000000000"};
const Table kTable{"mk_edb", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
