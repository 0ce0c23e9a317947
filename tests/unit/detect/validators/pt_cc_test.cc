#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"000078333ZZ6", "000072571ZZ7", "000013062ZZ9",
                                       "000014470ZX7", "000080369ZX0", "000011997ZX2"};
constexpr std::string_view kInvalid[] = {"000057319ZZ1", "000057319Z10Z", "00005731AZZ0"};
const Table kTable{"pt_cc", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
