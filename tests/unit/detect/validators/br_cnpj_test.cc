#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"05739571395160", "05039577390166", "05939571294260",
                                       "06089581395160", "12ABC34501DE35", "42119577985554",
                                       "01483571882424", "65759551779160"};
constexpr std::string_view kInvalid[] = {"05739571395161", "00000000000000", "12abc34501de35"};
const Table kTable{"br_cnpj", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
