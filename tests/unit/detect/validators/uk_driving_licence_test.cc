#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"DOE99901010J99AA", "DOEXX051014AB9ZZ", "ROEXX962280A99AB"};
constexpr std::string_view kInvalid[] = {"DOE99913010J99AA", "DO9E9901010J99AA", "DOE99901010J99A1",
                                         "DOE99913010J99AA", "99999901010J99AA"};
const Table kTable{"uk_driving_licence", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
