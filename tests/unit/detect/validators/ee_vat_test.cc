#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"157842014", "157755622", "157231502",
                                       "157524442", "157552511", "157806115"};
constexpr std::string_view kInvalid[] = {"157395737", "000000000"};
const Table kTable{"ee_vat", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
