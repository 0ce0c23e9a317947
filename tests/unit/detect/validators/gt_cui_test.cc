#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"4890346830312", "8088009650411", "4895898712101",
                                       "7481795342203", "5814972791913", "5865942801911"};
constexpr std::string_view kInvalid[] = {"4890346840312", "0000000000001", "0000000002301",
                                         "0000000000135"};
const Table kTable{"gt_cui", kValid, kInvalid, Protects::kDigits, ".........xxxx"};

}  // namespace
}  // namespace aegis::validators
