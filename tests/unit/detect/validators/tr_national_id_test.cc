#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"10000573916", "80000593016", "15302573916", "10080575916",
                                       "10000000146", "20059157616", "22636478626", "20154133942"};
constexpr std::string_view kInvalid[] = {"10000573917", "00000000146"};
const Table kTable{"tr_national_id", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
