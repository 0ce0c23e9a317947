#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"BU6466773", "RC4556330", "BI7730775",
                                       "MV9214418", "BR8687278", "RZ8831225"};
constexpr std::string_view kInvalid[] = {"BX0573915", "IX0573914", "B80573914"};
const Table kTable{"us_dea", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
