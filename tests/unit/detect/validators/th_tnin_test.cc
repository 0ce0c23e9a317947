#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"1000000573912", "1000900853962", "1900006516912",
                                       "1600000544992", "1237689478693", "4470524332231",
                                       "1107076285417"};
constexpr std::string_view kInvalid[] = {"1000000573913", "0000000000000"};
const Table kTable{"th_tnin", kValid, kInvalid, Protects::kDigits, ".xxxxxxxx.xx"};

}  // namespace
}  // namespace aegis::validators
