#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"1101000001", "8112990002", "4101000003"};
constexpr std::string_view kInvalid[] = {"0001000001", "1113000001", "4201000001", "110100001"};
const Table kTable{"am_psn", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
