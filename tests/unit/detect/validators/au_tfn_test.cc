#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"000573905", "000773707", "000574902", "820573295",
                                       "123456782", "405877253", "045643129", "585172603"};
constexpr std::string_view kInvalid[] = {"000573906", "000000000", "12345678", "1234567820"};
const Table kTable{"au_tfn", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
