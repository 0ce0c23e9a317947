#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"3000101990009", "8000101440009", "4300101790019",
                                       "3300101970089", "3140524755821", "6181228456069",
                                       "8070729261921", "3001231990001"};
constexpr std::string_view kInvalid[] = {"3000101990000", "3001301990009", "3000132990008",
                                         "0000101990003"};
const Table kTable{"ro_cnp", kValid, kInvalid, Protects::kDigits, "xxx.x.xxxxxx"};

}  // namespace
}  // namespace aegis::validators
