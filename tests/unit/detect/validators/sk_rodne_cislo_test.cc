#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0001010009", "0802030009", "9001070056", "0001010427"};
constexpr std::string_view kInvalid[] = {"0001010000", "0001010010", "001301000"};
const Table kTable{"sk_rodne_cislo", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
