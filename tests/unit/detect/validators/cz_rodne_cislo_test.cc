#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0001010009", "0001019832", "0001010086", "2001030009"};
constexpr std::string_view kInvalid[] = {"0001010000", "0001010010", "001301000"};
const Table kTable{"cz_rodne_cislo", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
