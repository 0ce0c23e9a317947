#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"000000573914", "070008575914", "000006573614",
                                       "880080673914", "940260426489", "904338429211",
                                       "879250241854"};
constexpr std::string_view kInvalid[] = {"000000573915", "000000000000"};
const Table kTable{"jp_my_number", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
