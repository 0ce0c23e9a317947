#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"AA000001A", "JG103759A", "OA123456D"};
constexpr std::string_view kInvalid[] = {"BG000001A", "GB000001A", "ZZ000001A", "DA000001A",
                                         "AO000001A", "AV000001A", "AA000001E", "AA00001A",
                                         "aa000001a", "AA00000AA"};
const Table kTable{"uk_nino", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
