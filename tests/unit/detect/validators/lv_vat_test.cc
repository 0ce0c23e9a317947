#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"40574233785", "40577921445", "40570080261",
                                       "01010006321", "01010005775", "01010007834"};
constexpr std::string_view kInvalid[] = {"45739573959", "01010000001"};
const Table kTable{"lv_vat", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
