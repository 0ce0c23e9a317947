#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "008449095425963905276736134", "002208901668643191920976159", "001178745613434971956178761",
    "057321328345137486948982209", "057377325225622093508221677", "057313547281556538559605739"};
constexpr std::string_view kInvalid[] = {"057395739573957395123456781",
                                         "000000000000000000000000000", "1"};
const Table kTable{"ch_qr_reference", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
