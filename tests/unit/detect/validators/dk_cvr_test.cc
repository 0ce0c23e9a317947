#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"15793074", "15757744", "15787511",
                                       "15704675", "15707801", "15728183"};
constexpr std::string_view kInvalid[] = {"15739577", "05739577", "00000000"};
const Table kTable{"dk_cvr", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
