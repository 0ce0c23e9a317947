#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"05739571739570", "05739571737400", "05739670739570",
                                       "05234571739556", "35600000000048", "38958173723839",
                                       "45399775189288", "35499571448565"};
constexpr std::string_view kInvalid[] = {"05739571739571", "00000000000000", "0573957173957",
                                         "057395717395700"};
const Table kTable{"fr_siret", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
