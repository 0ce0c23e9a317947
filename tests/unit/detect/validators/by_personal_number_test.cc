#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"1010100A001PB0", "3010100H002BA5", "2311299K003BI1"};
constexpr std::string_view kInvalid[] = {"7010100A001PB0", "1320100A001PB0", "1010100D001PB0",
                                         "1010100A001XX0"};
const Table kTable{"by_personal_number", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
