#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"10001010595", "10001010085", "39801010020",
                                       "39801010085", "30101010092", "30101010070"};
constexpr std::string_view kInvalid[] = {"10001010012", "00001010011", "11302300011"};
const Table kTable{"hu_personal_id", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
