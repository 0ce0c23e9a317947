#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"DDEQcErtuiFtd9SfroC1eU4Nm3Fx1WdG8o",
                                       "DLt7SbYSMeih9S41hSpw4HWaP95iMsHEmd"};
constexpr std::string_view kInvalid[] = {"DDEQcErtuiFtd9SfroC1eU4Nm3Fx1WdG8p",
                                         "1Gk1uLbo4EpQcRsQxrqNWXLyW1MQxs2EWi"};
const Table kTable{"doge", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
