#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"214250757969", "219826617321", "216571979377",
                                       "218204253573", "214884218522", "213424200508"};
constexpr std::string_view kInvalid[] = {"214250757960", "000000000000"};
const Table kTable{"uy_rut", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
