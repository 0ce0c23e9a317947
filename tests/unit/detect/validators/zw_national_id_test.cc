#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"08666795D27", "29768218H96", "63963926F51",
                                       "29453217Q13", "63470978S02", "08610235A55"};
constexpr std::string_view kInvalid[] = {"08666796D27", "63057391S42", "63057391R4"};
const Table kTable{"zw_national_id", kValid, kInvalid, Protects::kDigits, "........xxx"};

}  // namespace
}  // namespace aegis::validators
