#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"XXXXXX00A01X000P", "RSSMRA85T10A562S", "RSSMRA85T10A56NH",
                                       "MRTMTT91D08F205J"};
constexpr std::string_view kInvalid[] = {"XXXXXX00A01X000Q", "RSSMRA85T10A562T", "RSSMRA85F10A562S",
                                         "RSSMRA85T00A562S", "RSSMRA85T10A562",  "RSSMRA8KT10A562S",
                                         "1SSMRA85T10A562S"};
const Table kTable{"it_fiscal_code", kValid, kInvalid, Protects::kDigits, "."};

}  // namespace
}  // namespace aegis::validators
