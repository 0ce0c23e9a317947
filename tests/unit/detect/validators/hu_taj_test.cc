#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"000731751", "000463791", "000005586",
                                       "000866642", "000344898", "000485296"};
constexpr std::string_view kInvalid[] = {"000573912", "000000000"};
const Table kTable{"hu_taj", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
