#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"AAAPA0001A", "ABCPE1234F", "ZZZCZ9999Z"};
constexpr std::string_view kInvalid[] = {"AAAQA0001A", "AAADA0001A", "AAAP10001A",
                                         "AAAPA00011", "AAAPA001A",  "aaapa0001a"};
const Table kTable{"in_pan", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
