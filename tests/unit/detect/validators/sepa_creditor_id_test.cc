#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"DE38ZZZ05712345678", "DE14ZZZ35066552652",
                                       "AT40ZZZ70758319750", "FR66ZZZ983081",
                                       "ES17ZZZ511455980",   "NL49ZZZ878340752487"};
constexpr std::string_view kInvalid[] = {"DE38ZZZ05712345679", "QQ38ZZZ05712345678",
                                         "DE99ZZZ05712345678", "DE38ZZZ", "DE38zzz05712345678"};
const Table kTable{"sepa_creditor_id", kValid, kInvalid, Protects::kDigits, "xxxxxxx"};

}  // namespace
}  // namespace aegis::validators
