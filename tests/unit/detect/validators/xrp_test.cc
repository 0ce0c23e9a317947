#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"rDsjE6U7EUXiqksd7U2C81dhaTjK66x5C2",
                                       "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh",
                                       "rrrrrrrrrrrrrrrrrrrrrhoLvTp"};
constexpr std::string_view kInvalid[] = {"rDsjE6U7EUXiqksd7U2C81dhaTjK66x5C3",
                                         "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"};
const Table kTable{"xrp", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
