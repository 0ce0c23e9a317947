#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"000573929", "000573942", "090043923",
                                       "000179929", "111222333", "713192859",
                                       "735458996", "910587279", "12345672"};
constexpr std::string_view kInvalid[] = {"000573920", "000000000", "1112223"};
const Table kTable{"nl_bsn", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
