#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"10001010002", "10401098002", "40801011004", "10004016002",
                                       "51307194608", "14801137937", "47101255396"};
constexpr std::string_view kInvalid[] = {"10001010003", "90001010002", "10013010002"};
const Table kTable{"lt_asmens_kodas", kValid, kInvalid, Protects::kDigits, "xxx.x.xxxx"};

}  // namespace
}  // namespace aegis::validators
