#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "glpa"
    "t-bzplbAp1OnN5NmU3bTE0baatbxtZ6HW4NxIN-QeVrnAQ.181gl9z7d",
    "glpa"
    "t-bzpqcgp1OnJuMHR4ZjZ1wUnavQ1C7UJBSCQWEJLLPBA.170s1sjio"};
constexpr std::string_view kInvalid[] = {
    "glpa"
    "t-bzplbAp1OnN5NmU3bTE0baatbxtZ6HW4NxIN-QeVrnAQ.181gl9z7",
    "glpa"
    "t-bzplbAp1OnN5NmU3bTE0baatbxtZ6HW4NxIN-QeVrnAQ.181gl9z7d0",
    "glpat-",
    "glpa"
    "t-bzplbAp1OnN5NmU3bTE0baatbxtZ6HW4NxIN-QeVrnAQ-181gl9z7d",
    "gldt"
    "-bzplbAp1OnN5NmU3bTE0baatbxtZ6HW4NxIN-QeVrnAQ.181gl9z7d",
    "glpa"
    "t-bzplbAp1OnN5NmU3bTE0baataxtZ6HW4NxIN-QeVrnAQ.181gl9z7d"};
const Table kTable{"gitlab_routable_token", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
