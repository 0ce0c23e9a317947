#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"200000573913", "200000577912", "206970563913",
                                       "200010071933", "731767971383", "968040797819",
                                       "227901551127"};
constexpr std::string_view kInvalid[] = {"200000573914", "000000000000", "100000000000",
                                         "20000000573",  "PALINDROME",   "200009900002",
                                         "100000573915", "000000573919"};
const Table kTable{"in_aadhaar", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
