#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "AEGS05TESTTESTTEST28", "AEGS05TESTTASTTEUT28", "AEGG05TESZTESTTEST28", "AEWS05TESTTWSTGEST28",
    "5493001KJTIIGC8Y1R12", "AEGS61TESTTESTTEST38", "AEGS25TESTTESTTEST87", "AEGS35TESTTESTTEST68"};
constexpr std::string_view kInvalid[] = {"AEGS05TESTTESTTEST29", "5493001KJTIIGC8Y1R13",
                                         "5493001KJTIIGC8Y1RAB", "5493001KJTIIGC8Y1R1",
                                         "5493001kJTIIGC8Y1R12"};
const Table kTable{"lei", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
