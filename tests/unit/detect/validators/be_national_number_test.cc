#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"00010100105", "20010100405", "36080100105", "00010162135",
                                       "90282469985", "25112560651", "95812457139"};
constexpr std::string_view kInvalid[] = {"00010100106", "00130100105"};
const Table kTable{"be_national_number", kValid, kInvalid, Protects::kDigits, ".x"};

}  // namespace
}  // namespace aegis::validators
