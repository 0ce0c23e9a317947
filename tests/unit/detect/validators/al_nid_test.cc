#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"A00101001A", "A05101002B", "B50430003C"};
constexpr std::string_view kInvalid[] = {"A01301001A", "A00100001A", "A001010011", "Z00101001A",
                                         "100101001A"};
const Table kTable{"al_nid", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
