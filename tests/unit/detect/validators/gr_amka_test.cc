#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"01010000006", "21067000006", "01090007004", "01011000385",
                                       "08051296781", "17078562182", "15035279346", "31129900002"};
constexpr std::string_view kInvalid[] = {"01010000007", "00000000000", "32139900008",
                                         "32049900007"};
const Table kTable{"gr_amka", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
