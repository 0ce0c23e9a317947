#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"1000573908", "1550283908", "1600573408", "1000774908",
                                       "5706373652", "1907599987", "6387636867"};
constexpr std::string_view kInvalid[] = {"1000573909", "0000000000"};
const Table kTable{"pl_nip", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
