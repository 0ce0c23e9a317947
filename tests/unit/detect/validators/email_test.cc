#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kEmailAddressValid[] = {
    "jane.doe@example.org",
    "o'neil+tag@mail.example.co.uk",
    "x@y.io",
    "jürgen@münchen.de",
    "a@xn--mnchen-3ya.xn--p1ai",
    "a_b-c@sub-domain.example.com",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.com"};
constexpr std::string_view kEmailAddressInvalid[] = {
    "jane..doe@example.org",
    ".jane@example.org",
    "jane.@example.org",
    "jane@example",
    "jane@example.c",
    "jane@-example.org",
    "jane@example-.org",
    "jane@exa_mple.org",
    "jane@example..org",
    "jane@example.org.",
    "jane@10.0.0.1",
    "@example.org",
    "jane@",
    "ja ne@example.org",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.com",
    "jane@doe@example.org",
    "jane@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.org",
    "jane@abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh."
    "abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh."
    "abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh."
    "abcdefgh.org"};
const Table kEmailAddressTable{"email_address", kEmailAddressValid, kEmailAddressInvalid};

constexpr std::string_view kEmailDomainValid[] = {"example.org", "a.b.c.example.museum",
                                                  "xn--80ak6aa92e.com", "münchen.de", "1and1.com"};
constexpr std::string_view kEmailDomainInvalid[] = {
    "example", "example.1", ".org", "example.", "exam ple.org", "-a.org", "xn--.xn--"};
const Table kEmailDomainTable{"email_domain", kEmailDomainValid, kEmailDomainInvalid};

constexpr std::string_view kEmailLocalPartValid[] = {"jane.doe", "a", "a+b/c=d", "{curly}"};
constexpr std::string_view kEmailLocalPartInvalid[] = {
    "a..b", ".a",   "a.",  "a b",
    "a@b",  "a\"b", "a(b", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"};
const Table kEmailLocalPartTable{"email_local_part", kEmailLocalPartValid, kEmailLocalPartInvalid};

}  // namespace
}  // namespace aegis::validators
