#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"A0573917", "A0566317", "A6573617", "L0503307",  "A1234563",
                                       "A9973497", "A4483718", "A7524512", "A057391(7)"};
constexpr std::string_view kInvalid[] = {"A0573918",   "A123456B", "1234563", "A057391(8)",
                                         "A057391)7)", "(7)",      ")"};
const Table kTable{"hk_hkid", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
