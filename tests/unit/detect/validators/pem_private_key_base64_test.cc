#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "LS0t"
    "LS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1JSUIKLS0tLS1FTkQgUFJJVkFURSBLRVktLS0tLQo=",
    "LS0t"
    "LS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpNSUlCCi0tLS0tRU5EIFJTQSBQUklWQVRFIEtFWS0t"
    "LS0tCg",
    "LS0t"
    "LS1CRUdJTiBPUEVOU1NIIFBSSVZBVEUgS0VZLS0tLS0KTUlJQgotLS0tLUVORCBPUEVOU1NIIFBSSVZB"
    "VEUgS0VZLS0tLS0K",
    "LS0t"
    "LS1CRUdJTiBQR1AgUFJJVkFURSBLRVkgQkxPQ0stLS0tLQpNSUlCCi0tLS0tRU5EIFBHUCBQUklWQVRF"
    "IEtFWSBCTE9DSy0tLS0tCg=="};
constexpr std::string_view kInvalid[] = {
    "LS0t"
    "LS1CRUdJTiBQVUJMSUMgS0VZLS0tLS0KTUlJQgotLS0tLUVORCBQVUJMSUMgS0VZLS0tLS0K",
    "LS0t"
    "LS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUIKLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQo=",
    "LS0t"
    "LS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tClBSSVZBVEUgS0VZ",
    "LS0t",
    "LS0t"
    "LS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1JSUIKLS0tLS1FTkQgUFJJVkFURSBLRVktLS0tLQo=!"};
const Table kTable{"pem_private_key_base64", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
