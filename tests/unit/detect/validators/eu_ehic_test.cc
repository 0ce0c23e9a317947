#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"80276000000000000963", "80276000000000000278",
                                       "80040000000000000243", "80040000000000000400",
                                       "80250000000000000218", "80250000000000000609"};
constexpr std::string_view kInvalid[] = {"80999000000000000001", "81276000000000000001",
                                         "8027600000000000001"};
const Table kTable{"eu_ehic", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
