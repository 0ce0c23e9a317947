#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"029701794027515", "048441893929893", "015531486946028",
                                       "020142311477910", "099223760537648", "005721873765145"};
constexpr std::string_view kInvalid[] = {"029701795027515", "057395718395739", "1057395717395739",
                                         "000000000000000"};
const Table kTable{"id_npwp", kValid, kInvalid, Protects::kDigits, ".........xxxxxx"};

}  // namespace
}  // namespace aegis::validators
