#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"A0573957395731C",   "AF0085B5F937FB7", "CBCA04DD44044BD",
                                       "B00E66A3F151F63",   "D1C7B7B3A8DBD65", "AF0085B5F937FB",
                                       "270113180905731957"};
constexpr std::string_view kInvalid[] = {
    "A0573957395731D", "90573957395731C", "A057395739573",      "A0573957395731CC",
    "AAAAAAAAAAAAAA",  "A0573957395731G", "123456789012345678", "299999999999999999"};
const Table kTable{"meid", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
