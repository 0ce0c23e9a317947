#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"1000089017224",   "1000070409624",   "1000004986101",
                                       "300001398031499", "300006320283985", "300003800145499"};
constexpr std::string_view kInvalid[] = {"1573957395737", "2573957395736"};
const Table kTable{"ru_ogrn", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
