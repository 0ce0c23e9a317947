#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"00000001", "SC000001", "NI000001", "OC300001"};
constexpr std::string_view kInvalid[] = {"XX000001", "00000000", "SC00001A", "SC00001"};
const Table kTable{"uk_company_number", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
