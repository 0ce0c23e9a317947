#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"+442079460000",  "+4402079460000", "+12125550123",
                                       "+4915112345678", "+33612345678",   "+390612345678",
                                       "+919876543210",  "+8613812345678", "+35312345678",
                                       "+2348012345678", "+6591234567",    "+380501234567"};
constexpr std::string_view kInvalid[] = {"442079460000",
                                         "+44207946",
                                         "+4420794600001",
                                         "+11125550123",
                                         "+0123456789",
                                         "+2101234567890",
                                         "+9991234567890",
                                         "+3361234567",
                                         "+49123456789012345",
                                         "+33",
                                         "+4",
                                         "+44207946000A"};
const Table kTable{"e164", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
