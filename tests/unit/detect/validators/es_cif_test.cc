#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"A05739511", "A28739571", "A01730811",
                                       "A02639516", "A58818501", "P5881850A",
                                       "A09845587", "A35674522", "A36666642"};
constexpr std::string_view kInvalid[] = {"A05739512", "A58818502", "I58818501", "A5881850K",
                                         "A5881850"};
const Table kTable{"es_cif", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
