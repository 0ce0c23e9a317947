#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "URN:UVCI:01:UT:AEGIS/0057391#T", "URN:UVCI:01:UT:VNKHX6HW3FYKMS6S9BNP#N",
    "URN:UVCI:01:DE:A57/HP35O07JCKQN#9", "URN:UVCI:01:SE:EHM/PTK1CBLDEX0D#H",
    "URN:UVCI:01:UT:0057391ABCDEF"};
constexpr std::string_view kInvalid[] = {
    "URN:UVCI:01:UT:AEGIS/0057391#U",  "URN:UVCI:01:UT",
    "URN:UVCI:0A:UT:AEGIS/0057391#T",  "URN:UVCI:01:U1:AEGIS/0057391#T",
    "URN:UVCI:01:UT:AEGIS/0057391#TT", "urn:uvci:01:ut:aegis/0057391#t"};
const Table kTable{"eu_uvci", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
