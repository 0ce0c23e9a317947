#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"XXXXXX00010101H000", "XYZWVT84112987M573"};
constexpr std::string_view kInvalid[] = {"XXXXXX00130101H000", "XXXXXX00010133H000",
                                         "XXXXXX00010101A000", "XXXXX100010101H000"};
const Table kTable{"mx_ine_clave", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
