#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"20000573915", "20008573965", "20000643115", "20000574415",
                                       "34455553654", "30998567323", "33701629235", "23000573914",
                                       "24000573910", "27000573919", "30000573910", "33000573919",
                                       "34000573916"};
constexpr std::string_view kInvalid[] = {"20000573916", "21000573915", "21000573911",
                                         "25000573917", "31000573917", "35000573912"};
const Table kTable{"ar_cuit", kValid, kInvalid, Protects::kDigits, "..xxxxxxxx"};

}  // namespace
}  // namespace aegis::validators
