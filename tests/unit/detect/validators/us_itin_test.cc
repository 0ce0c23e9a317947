#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"900700000", "904700785", "951700068", "960500100",
                                       "900500000", "999650000", "900880000", "900920000",
                                       "900940000", "900990000"};
constexpr std::string_view kInvalid[] = {"900930000", "900490000", "900660000", "900690000",
                                         "900890000", "800700000", "90070000"};
const Table kTable{"us_itin", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
