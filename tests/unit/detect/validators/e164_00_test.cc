#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"00442079460958", "0012125550123", "0033170189900",
                                       "004930901820", "00390669812345"};
constexpr std::string_view kInvalid[] = {"",
                                         "00",
                                         "0099207946095",
                                         "0044207946",
                                         "0442079460958",
                                         "+442079460958",
                                         "0011125550123",
                                         "004420794609581234567",
                                         "0044207946095x"};
const Table kTable{"e164_00", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
