#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"X0057391Y", "X0158361Y", "Y0457393Y", "X0057299Y",
                                       "X1234567L", "Y1234567X", "Z1234567R", "X3529793Y",
                                       "X5157181Y", "X7648311Y"};
constexpr std::string_view kInvalid[] = {"X0057391Z", "W1234567L", "X1234567A", "X123456L",
                                         "01234567L", "W0057391X", "X0057391A", "XA057391X"};
const Table kTable{"es_nie", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
