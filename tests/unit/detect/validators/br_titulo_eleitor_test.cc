#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"205863892127", "490555220558", "117448331287",
                                       "619488230795", "274544232771", "689767380523"};
constexpr std::string_view kInvalid[] = {"205863892128", "000048612956"};
const Table kTable{"br_titulo_eleitor", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
