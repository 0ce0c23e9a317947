#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"355739573957317", "490154203237518", "356938035643809",
                                       "868932036356090"};
constexpr std::string_view kInvalid[] = {"355739573957318", "000000000000000", "765432109876543",
                                         "35573957395731", "3557395739573171"};
const Table kTable{"imei", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
