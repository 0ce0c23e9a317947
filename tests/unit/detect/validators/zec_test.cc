#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"t1boGiiHb5gCxv7J6xHqgcc2kQuxhFochGC",
                                       "t3ShptdnCZ5ov5C9TBiLv4gpaFUbfArSFiZ"};
constexpr std::string_view kInvalid[] = {"t1boGiiHb5gCxv7J6xHqgcc2kQuxhFochGD",
                                         "sxDJz6DuTKjnXSZLKsG1mm4HM4vFPyeAi1G"};
const Table kTable{"zec", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
