#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "ghp"
    "_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA0uCPlr",
    "gho"
    "_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA0uCPlr",
    "ghu"
    "_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA0uCPlr",
    "ghs"
    "_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA0uCPlr",
    "ghr"
    "_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA0uCPlr",
    "ghr"
    "_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA2pl4EB",
    "ghp"
    "_Zz09Zz09Zz09Zz09Zz09Zz09Zz09aB0lhhOD"};
constexpr std::string_view kInvalid[] = {
    "ghx"
    "_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA0uCPlr",
    "ghp"
    "_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA2pl4EB",
    "ghp"
    "_AAAAAAAAAAAAAAAAAAAAAAAAAAAAA0Yh3Ob",
    "npm"
    "_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA0uCPlr",
    "ghp"
    "_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "ghp_",
    "ghp"
    "_AAAAAAAAAAAAAAAAAAAAAAAAAAAAA-29OAe0"};
const Table kTable{"github_token", kValid, kInvalid, Protects::kDigitsAndCase, "xxx"};

}  // namespace
}  // namespace aegis::validators
