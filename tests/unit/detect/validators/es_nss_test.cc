#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"010147742800", "010534708940", "010586818249",
                                       "280008183356", "280009002301", "280005578908"};
constexpr std::string_view kInvalid[] = {"011234567885", "000000000000", "001234567811"};
const Table kTable{"es_nss", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
