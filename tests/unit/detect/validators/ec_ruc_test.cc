#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0100000017001", "1702573906001", "0991000003001",
                                       "1765739020001"};
constexpr std::string_view kInvalid[] = {"0100000017000", "0100000017011", "0100000018001",
                                         "2500000017001", "0180000017001", "0991000004001",
                                         "1765739030001"};
const Table kTable{"ec_ruc", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
