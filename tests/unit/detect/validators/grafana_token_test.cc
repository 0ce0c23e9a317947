#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "gls"
    "a_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_f38adcd8"};
constexpr std::string_view kInvalid[] = {
    "gls"
    "a_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_f38adcd",
    "GLSA_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_F38ADCD8",
    "glsa-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-f38adcd8"};
const Table kTable{"grafana_token", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
