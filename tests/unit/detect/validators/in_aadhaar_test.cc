#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"200000573913", "200000577912", "206970563913",
                                       "200010071933"};
constexpr std::string_view kInvalid[] = {"200000573914", "000000000000", "100000000000",
                                         "20000000573", "PALINDROME"};
const Table kTable{"in_aadhaar", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
