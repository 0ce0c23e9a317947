#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"01A0001", "34AB123", "06ABC12", "81ABC123", "34A00001"};
constexpr std::string_view kInvalid[] = {"82A0001", "01Q0001", "0100001",
                                         "00A0001", "01A001",  "01ABCD1"};
const Table kTable{"tr_license_plate", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
