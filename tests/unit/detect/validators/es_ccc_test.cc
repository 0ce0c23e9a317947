#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"00574360658667597593", "00575140635569088936",
                                       "00570255028757942303", "00579768636773655216",
                                       "00574137943082608476", "00571636752314451688"};
constexpr std::string_view kInvalid[] = {"05713952781234567898", "00000000000000000000",
                                         "0571395278123456789"};
const Table kTable{"es_ccc", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
