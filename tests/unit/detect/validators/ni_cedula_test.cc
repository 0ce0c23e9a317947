#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0010101000000A", "0012911840573Q"};
constexpr std::string_view kInvalid[] = {"0013201000000A", "0010113000000A", "00101010000001"};
const Table kTable{"ni_cedula", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
