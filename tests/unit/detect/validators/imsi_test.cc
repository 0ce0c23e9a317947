#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"001010123456789", "262015731957012", "310410123405719",
                                       "46000573195701", "999990573195701"};
constexpr std::string_view kInvalid[] = {"801010123456789", "000010123456789",  "203010123456789",
                                         "26201573195",     "2620157319570123", "26201573195701X"};
const Table kTable{"imsi", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
