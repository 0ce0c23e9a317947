#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"15774258", "15735204", "15750011",
                                       "15782102", "15761434", "15794992"};
constexpr std::string_view kInvalid[] = {"15739028", "05739028"};
const Table kTable{"mt_vat", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
