#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"00810100002", "00520180008", "35890100002",
                                       "00813100702", "44051401359", "02070803628"};
constexpr std::string_view kInvalid[] = {"00810100003", "44133101359", "44023001350", "4405140135"};
const Table kTable{"pl_pesel", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
