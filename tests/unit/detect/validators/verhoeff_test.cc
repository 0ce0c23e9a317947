#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"200000573913", "200000577912", "206970563913",
                                       "200010071933", "2363"};
constexpr std::string_view kInvalid[] = {"2", "23x", "2364"};
const Table kTable{"verhoeff", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
