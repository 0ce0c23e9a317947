#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "XEXX000101HNEXXXA7", "XEXJ050101HNEXXXA7", "XEXX000101HOEXXXA3", "KEXX500107HHEXXXA7",
    "XEXX560915HNEXXXA5", "XEXX351201HNEXXXA7", "XEXX421115HNEXXXA7"};
constexpr std::string_view kInvalid[] = {"XEXX000101HNEXXXA8", "XEXX001301HNEXXXA7"};
const Table kTable{"mx_curp", kValid, kInvalid, Protects::kDigits, "....x...x"};

}  // namespace
}  // namespace aegis::validators
