#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0057391WA", "0657393WA", "0055391GH",
                                       "0055399WH", "1234567T",  "1234567FA",
                                       "3441136WA", "6381343WA", "1825396WA"};
constexpr std::string_view kInvalid[] = {"0057391WB", "1234567FZ", "1234567A"};
const Table kTable{"ie_pps", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
