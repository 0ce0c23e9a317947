#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"9329059519", "9158613026", "9695495790",
                                       "9813743054", "9721549089", "9017233012"};
constexpr std::string_view kInvalid[] = {"9329059510", "8000486215"};
const Table kTable{"ca_bc_phn", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
