#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"000000486126", "000200483926", "000082456120",
                                       "003080086126", "7707083893",   "312930737762",
                                       "981073454194", "366556881483"};
constexpr std::string_view kInvalid[] = {"000000486127", "0000000000", "77070838930"};
const Table kTable{"ru_inn", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
