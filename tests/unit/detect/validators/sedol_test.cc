#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

// A letter and a digit ten less, or ten letters on, weigh the same.
constexpr std::string_view kWithLetters[] = {"B051234", "BZ3FRY9", "BM7G7T2", "B56CTP2"};
constexpr std::string_view kDigitsOnly[] = {"3715895", "0916992", "9650406"};
constexpr std::string_view kInvalid[] = {"B051235", "A051234", "B05123",
                                         "B05123X", "0000000", "b051234"};
const Table kTable{"sedol", kWithLetters, kInvalid, Protects::kNothing};
const Table kDigitsTable{"sedol", kDigitsOnly, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
