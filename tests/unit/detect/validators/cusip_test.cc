#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"020878500", "152140661", "559007703",
                                       "201163748", "230302291", "371574864"};
constexpr std::string_view kInvalid[] = {"020878501", "000000000", "05123417A"};
const Table kTable{"cusip", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
