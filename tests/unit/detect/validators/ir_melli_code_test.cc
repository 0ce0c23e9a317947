#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"2183421363", "0559458746", "2229074830",
                                       "0677720750", "0967937949", "0192714708"};
constexpr std::string_view kInvalid[] = {"2183421364", "1111111111"};
const Table kTable{"ir_melli_code", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
