#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"00000573914", "80800573994", "04006573964", "00003973914",
                                       "60139375414", "04888623939", "80381274782"};
constexpr std::string_view kInvalid[] = {"00000573915", "0000057391"};
const Table kTable{"hr_oib", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
