#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"2874744664671", "6257854862466", "1848715718528",
                                       "5215412122413", "2553833752834", "5458456432738"};
constexpr std::string_view kInvalid[] = {"2874744664672"};
const Table kTable{"jp_corporate_number", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
