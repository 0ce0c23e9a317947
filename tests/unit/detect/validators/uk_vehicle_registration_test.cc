#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"AA51AAA", "AB02ZZZ", "YK69XYZ"};
constexpr std::string_view kInvalid[] = {"QA51AAA", "AA01AAA", "AA00AAA",
                                         "AZ51AAA", "AA51AIA", "A151AAA"};
const Table kTable{"uk_vehicle_registration", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
