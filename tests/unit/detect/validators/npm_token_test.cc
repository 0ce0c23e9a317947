#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "npm"
    "_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA0uCPlr",
    "npm"
    "_0000000000000000000000000000002C8GjS",
    "npm"
    "_Zz09Zz09Zz09Zz09Zz09Zz09Zz09aB0lhhOD"};
constexpr std::string_view kInvalid[] = {
    "npx"
    "_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA0uCPlr",
    "npm"
    "_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA1dg0rt",
    "npm"
    "_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"};
const Table kTable{"npm_token", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
