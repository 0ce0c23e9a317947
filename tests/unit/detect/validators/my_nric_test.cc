#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"710810664762", "890523145603", "530425102427",
                                       "740308017067", "590108665156", "770321100872"};
constexpr std::string_view kInvalid[] = {"000101000001", "001301010001", "000101170001"};
const Table kTable{"my_nric", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
