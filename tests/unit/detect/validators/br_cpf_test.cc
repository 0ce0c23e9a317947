#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"00057391017", "88057341017", "00059397047", "00055771017",
                                       "94258242314", "23252963264", "06352691633"};
constexpr std::string_view kInvalid[] = {"00057391018", "00000000000", "11111111111"};
const Table kTable{"br_cpf", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
