#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"PNOUT-EXAMPLE0001", "PASDE-C00000573", "VATLU-05739175",
                                       "VATLU-LU05739175", "PNOLV-010100-00000"};
constexpr std::string_view kInvalid[] = {"PNOQQ-EXAMPLE0001", "TAXES-2024",     "VATLU-05739176",
                                         "PNOEE-10001010003", "PNOUT-EXAMPLES", "ABCUT-00000001",
                                         "PNOUT-EXAMPLE_0001"};
const Table kTable{"etsi_semantic_id", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
