#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"00810100002", "00520180008", "35890100002", "00813100702",
                                       "44051401359", "02070803628", "64630264542", "05260868597",
                                       "62810290578", "00813100009", "00013100005", "00213100001",
                                       "00413100007", "00613100003"};
constexpr std::string_view kInvalid[] = {"00810100003", "44133101359", "44023001350",
                                         "4405140135",  "00813200006", "00130100003",
                                         "00000100007", "00010000001"};
const Table kTable{"pl_pesel", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
