#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"775346778", "148986169", "074473448",
                                       "296695943", "897557237", "123548406"};
constexpr std::string_view kInvalid[] = {"775346779", "000000000", "057395717RT00",
                                         "057395718RT0001"};
const Table kTable{"ca_bn", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
