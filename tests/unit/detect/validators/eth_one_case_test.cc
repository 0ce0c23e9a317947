#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0xb1caab925f5e251345d4fe2999dcbfb21808700b",
                                       "0xB1CAAB925F5E251345D4FE2999DCBFB21808700B"};
constexpr std::string_view kInvalid[] = {
    "0xB1CaAb925f5E251345d4Fe2999dcBfb21808700b", "0xb1caab925f5e251345d4fe2999dcbfb21808700",
    "1xb1caab925f5e251345d4fe2999dcbfb21808700b", "0xb1caab925f5e251345d4fe2999dcbfb21808700g"};
const Table kTable{"eth_one_case", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
