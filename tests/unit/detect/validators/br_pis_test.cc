#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"11014407456", "37720819708", "34373224642",
                                       "92285821026", "56449917229", "26963893207"};
constexpr std::string_view kInvalid[] = {"11014407457", "00000000000"};
const Table kTable{"br_pis", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
