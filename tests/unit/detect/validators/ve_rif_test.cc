#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"P936462494", "P158273735", "V567497549",
                                       "E546601571", "J613114237", "P235150307"};
constexpr std::string_view kInvalid[] = {"P936462495", "A000573913"};
const Table kTable{"ve_rif", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
