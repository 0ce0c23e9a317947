#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0000000900573913", "000000027570899X", "0000000132962122",
                                       "0000000120652549", "0000000384098510", "0000000144198950"};
constexpr std::string_view kInvalid[] = {"0000000900573914", "0000000000000001", "1000000900573913",
                                         "000000090057391", "000000090057391x"};
const Table kTable{"orcid", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
