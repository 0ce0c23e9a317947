#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"100057397", "100157395", "908059397", "106078397",
                                       "130692544", "161062237", "100193937", "541997193"};
constexpr std::string_view kInvalid[] = {"100057398", "046454286", "000000000", "800000002",
                                         "000000018"};
const Table kTable{"ca_sin", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
