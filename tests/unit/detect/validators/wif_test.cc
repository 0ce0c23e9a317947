#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "5JR"
    "v8sU3q53xNXhvDAEHaZfYR3j1eVpCzt19EmYMkroyqHZw46Z",
    "Kyv"
    "yXjkPVAt3Q2XbrfjeB9B7f92RrWBMxU7dMmbQcarMqh9aW7Fh"};
constexpr std::string_view kInvalid[] = {
    "Kyv"
    "yXjkPVAt3Q2XbrfjeB9B7f92RrWBMxU7dMmbQcarMqhL96E35",
    "92CYicHbRJ86LbDCqW8CTADW4i5iofMQLps6KPts6bZ2cDWYcYm",
    "yWfKYppK9AjTB8TZD4TsCUmGsTjjw7AWsyg2Jo5FU9NzsK7tr"};
const Table kTable{"wif", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
