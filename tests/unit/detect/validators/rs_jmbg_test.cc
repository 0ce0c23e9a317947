#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0101800707499", "0101800702993", "0101800706115",
                                       "0101800711267", "0101800717168", "0101800713847"};
constexpr std::string_view kInvalid[] = {"0101800700002", "0101800500002", "0113800700001",
                                         "0101500700001"};
const Table kTable{"rs_jmbg", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
