#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"DOEJ00510101", "XEXX84112957", "XEXX8461305A"};
constexpr std::string_view kInvalid[] = {"DOEJ00130101", "DOEJ00630101", "DOE100510101",
                                         "DOEJ00023001"};
const Table kTable{"ca_qc_ramq", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
