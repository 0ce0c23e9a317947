#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"00000000-0000-4000-8000-000000000001",
                                       "57319573-A957-4319-B731-957319573195",
                                       "57ac19f5-3195-4731-9a57-31957319c573"};
constexpr std::string_view kInvalid[] = {
    "00000000-0000-0000-0000-000000000000", "573195730A957-4319-B731-957319573195",
    "5731957G-A957-4319-B731-957319573195", "57319573-A957-4319-B731-95731957319"};
const Table kTable{"advertising_id", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
