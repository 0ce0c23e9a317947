#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"1800010188039", "1800010183409", "1800010125179",
                                       "1800010104468", "1800010102557", "1800010186620"};
constexpr std::string_view kInvalid[] = {"1800010100165", "1800130100164", "0000010100000"};
const Table kTable{"lu_national_id", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
