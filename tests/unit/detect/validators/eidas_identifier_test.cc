#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"ES/AT/EXAMPLE0001", "DE/FR/02635542Y"};
constexpr std::string_view kInvalid[] = {"ES/XX/EXAMPLE0001", "XX/ES/EXAMPLE0001", "ES/AT/EXAMPLE",
                                         "ES/AT-EXAMPLE0001", "ES/AT/"};
const Table kTable{"eidas_identifier", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
