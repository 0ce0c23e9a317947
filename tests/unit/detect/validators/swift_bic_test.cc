#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"ABCDDEFFXXX", "AEGSFR22", "TESTGB3L", "SMPLUS33XYZ",
                                       "QWERXK22"};
constexpr std::string_view kInvalid[] = {"ABCDQQFFXXX", "ABCDDEF",  "ABCDDEFFX",
                                         "ABCDDEFFXX",  "1BCDDEFF", "ABCDDE0F",
                                         "ABCDDE1F",    "ABCDDEFO", "abcddeff"};
const Table kTable{"swift_bic", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
