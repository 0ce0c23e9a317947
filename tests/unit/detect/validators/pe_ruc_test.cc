#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"15767872493", "20751031204", "15683612844",
                                       "20441223383", "20141167066", "20296157059"};
constexpr std::string_view kInvalid[] = {"15767872494", "30000573915"};
const Table kTable{"pe_ruc", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
