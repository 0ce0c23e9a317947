#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"10001010002", "39001010992", "15101019009", "10001017265",
                                       "47301096197", "10504274384", "31803224298"};
constexpr std::string_view kInvalid[] = {"10001010003", "90001010002", "10013010002"};
const Table kTable{"ee_isikukood", kValid, kInvalid, Protects::kDigits, "xxx.xxxxxx"};

}  // namespace
}  // namespace aegis::validators
