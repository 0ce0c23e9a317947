#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0100573914", "0100070424", "0107571994",
                                       "0100554914", "0812185155", "0557974953",
                                       "0522128644", "2450573916", "3050573918"};
constexpr std::string_view kInvalid[] = {"0100573915", "0000000000", "2550573915", "0050573914",
                                         "0160573911"};
const Table kTable{"ec_ci", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
