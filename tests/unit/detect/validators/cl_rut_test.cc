#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"100573911", "200943511", "190573931", "600573500",
                                       "123456785", "792289932", "276616951", "941577695"};
constexpr std::string_view kInvalid[] = {"100573912", "12345678K", "00000000"};
const Table kTable{"cl_rut", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
