#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"4154848636", "8251519446", "7997596825",
                                       "8608202670", "7472155899", "2254220920"};
constexpr std::string_view kInvalid[] = {"4154848637", "0000573905", "1000573905A",
                                         "1000573905AAA"};
const Table kTable{"ca_on_health_card", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
