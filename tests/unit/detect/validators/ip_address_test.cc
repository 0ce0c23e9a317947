#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kIpv4Valid[] = {"198.51.100.23", "0.0.0.0", "255.255.255.255",
                                           "10.0.0.0/8", "192.0.2.1/32"};
constexpr std::string_view kIpv4Invalid[] = {
    "198.51.100.256", "198.51.100", "198.51.100.23.1", "198.51.100.023", "1.2.3.4/33", "1.2.3.4/",
    "1..2.3",         ".1.2.3",     "1.2.3.",          "1.2.3.1000",     "1.2.3.a",    "999.1.1.1"};
const Table kIpv4Table{"ipv4", kIpv4Valid, kIpv4Invalid};

constexpr std::string_view kIpv6Valid[] = {"2001:db8:7::51:a9c",
                                           "::",
                                           "::1",
                                           "1::",
                                           "2001:db8:0:0:0:0:2:1",
                                           "2001:DB8::A",
                                           "::ffff:192.0.2.1",
                                           "64:ff9b::198.51.100.1",
                                           "1:2:3:4:5:6:192.0.2.1",
                                           "fe80::1%eth0",
                                           "2001:db8::/32",
                                           "1:2:3:4:5:6:7::",
                                           "::2:3:4:5:6:7:8"};
constexpr std::string_view kIpv6Invalid[] = {"2001:db8:7::51::a9c",
                                             ":",
                                             "1",
                                             ":::",
                                             "1:2:3:4:5:6:7",
                                             "1:2:3:4:5:6:7:8:9",
                                             "1:2:3:4:5:6:7:8::",
                                             "::1:2:3:4:5:6:7:8",
                                             "12345::",
                                             "1:2:3:4:5:6:7:192.0.2.1",
                                             "::192.0.2.256",
                                             "::192.0.2.1:1",
                                             "g::1",
                                             "1:2:3:4:5:6:7:",
                                             ":1:2:3:4:5:6:7",
                                             "fe80::1%",
                                             "2001:db8::/129",
                                             "192.0.2.1"};
const Table kIpv6Table{"ipv6", kIpv6Valid, kIpv6Invalid};

constexpr std::string_view kIpAddressValid[] = {"192.0.2.146", "2001:db8::1"};
constexpr std::string_view kIpAddressInvalid[] = {"192.0.2.346", "1.2.3", "2001:db8"};
const Table kIpAddressTable{"ip_address", kIpAddressValid, kIpAddressInvalid};

}  // namespace
}  // namespace aegis::validators
