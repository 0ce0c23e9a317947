#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"8957395739573957312", "8957595789563257312",
                                       "8957395739573995312", "8953395738573957362"};
constexpr std::string_view kInvalid[] = {"8957395739573957313", "8800000000000000000"};
const Table kTable{"iccid", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
