#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"000100010", "870457391", "991257390"};
constexpr std::string_view kInvalid[] = {"001300010", "870057391", "87045739"};
const Table kTable{"bh_cpr", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
