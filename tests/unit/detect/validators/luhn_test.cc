#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"355739573957317", "395737673957817", "855739473757317",
                                       "365179573357317", "79927398713",     "18"};
constexpr std::string_view kInvalid[] = {"0", "12a4", "1234567812345678123456781234567812",
                                         "79927398710"};
const Table kTable{"luhn", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
