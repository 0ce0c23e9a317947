#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"MUA9045675", "EJW9272329", "KMD7033285",
                                       "LXK0539767", "TVR4699021", "FAA3460821"};
constexpr std::string_view kInvalid[] = {"MUA9045676", "AAA0000000", "AA10573915"};
const Table kTable{"in_voter", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
