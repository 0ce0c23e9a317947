#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"08089652", "83156648", "70580836",
                                       "89328566", "33609478", "65493111"};
constexpr std::string_view kInvalid[] = {"05739513", "00000000"};
const Table kTable{"tw_ubn", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
