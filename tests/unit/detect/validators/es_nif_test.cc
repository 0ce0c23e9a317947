#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"00057391Y", "00257491Y", "20057391B", "80557391Y",
                                       "12345678Z", "63246648Y", "20312824Y", "30216762Y"};
constexpr std::string_view kInvalid[] = {"00057391Z", "12345678A", "1234567Z", "123456789",
                                         "12345678z"};
const Table kTable{"es_nif", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
