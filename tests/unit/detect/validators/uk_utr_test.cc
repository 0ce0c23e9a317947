#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"6000057391K", "8000059589", "3000062890", "3000071084",
                                       "5057692976",  "9057476180", "8057719945"};
constexpr std::string_view kInvalid[] = {"6000057392", "2000000000", "6000057391L"};
const Table kTable{"uk_utr", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
