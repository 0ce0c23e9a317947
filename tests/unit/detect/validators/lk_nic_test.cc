#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"190000100010", "198486612345", "840157391V", "845665739X"};
constexpr std::string_view kInvalid[] = {"190040000010", "190000000010", "180000100010",
                                         "844005739V",   "840157391A",   "840157391"};
const Table kTable{"lk_nic", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
