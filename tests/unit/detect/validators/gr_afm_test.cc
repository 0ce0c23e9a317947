#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"000573914", "000573810", "700973214", "916573914",
                                       "455856992", "342369896", "493446178"};
constexpr std::string_view kInvalid[] = {"000573915", "000000000"};
const Table kTable{"gr_afm", kValid, kInvalid, Protects::kDigits, "xxxxxxxx"};

}  // namespace
}  // namespace aegis::validators
