#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"252041071308", "264062681605", "296050840361",
                                       "294080321256", "285110982561", "272042292442"};
constexpr std::string_view kInvalid[] = {"252041071309", "100010100001", "300023000001"};
const Table kTable{"kw_civil_id", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
