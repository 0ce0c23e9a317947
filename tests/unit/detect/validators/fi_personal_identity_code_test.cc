#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"010100+900F", "050100+200F", "110100+700F", "030602+905F",
                                       "131052-308T", "110366+432F", "070286+966F", "030173+865F"};
constexpr std::string_view kInvalid[] = {"010100+900G", "131052G308T", "131052308T", "321052-308T"};
const Table kTable{"fi_personal_identity_code", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
