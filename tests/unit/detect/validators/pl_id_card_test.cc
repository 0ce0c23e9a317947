#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"AAA208486", "AAA809982", "AAA505295",
                                       "AAA907497", "AAA503633", "AAA304971"};
constexpr std::string_view kInvalid[] = {"AAA605732", "AA6605731", "AAA60573"};
const Table kTable{"pl_id_card", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
