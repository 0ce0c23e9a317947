#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"75468707D", "205405682M", "T38LL7384A",
                                       "63608444B", "206662348R", "202190563W",
                                       "92878440A", "206113896W", "T95CC3253L"};
constexpr std::string_view kInvalid[] = {"75468708D", "05739571Z", "170000573K", "T09YY0573A"};
const Table kTable{"sg_uen", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
