#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "8957395739573957312", "8957595789563257312",  "8957395739573995312",
    "8953395738573957362", "8951794619682328334",  "8959363994344954221",
    "8952553436585342513", "89123456789012345675", "8912345678901234562"};
constexpr std::string_view kInvalid[] = {"8957395739573957313", "8800000000000000000",
                                         "891234567890123456788"};
const Table kTable{"iccid", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
