#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "addr14uadty4lp4wkju42squj7y8d6ejpgm4ht702agtfwpptnuqmwzgn2",
    "stake1qsa8rpm5c4etmz394kltr07dtsp9dts3em8el8pljfwsu5sl4jrpx"};
constexpr std::string_view kInvalid[] = {
    "addr14uadty4lp4wkju42squj7y8d6ejpgm4ht702agtfwpptnuqmwzgn3",
    "bc1qsa8rpm5c4etmz394kltr07dtsp9dts3em8el8pljfwsu5sjjmdn6",
    "addr1qsa8rpm5c4etmz394kltr07dtsp9dts3em8el8pljfwsu5sv35fyk"};
const Table kTable{"ada", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
