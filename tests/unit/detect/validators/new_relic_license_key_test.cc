#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "0a1b"
    "2c3d4e5f60718293a4b5c6d7e8f9FFFFNRAL",
    "0a1b"
    "2c3d4e5f60718293a4b5c6d7e8f94321NRAL",
    "eu01"
    "xx0a1b2c3d4e5f60718293a4b5c6FFFFNRAL"};
constexpr std::string_view kInvalid[] = {
    "0a1b"
    "2c3d4e5f60718293a4b5c6d7e8f9FFFFNRAM",
    "0a1b"
    "2c3d4e5f60718293a4b5c6d7e8f9FFFFNRA",
    "0a1b"
    "2c3d4e5f60718293a4b5c6d7e8f9ffffNRALa",
    "0A1B"
    "2C3D4E5F60718293A4B5C6D7E8F9FFFFNRAL",
    "0000"
    "00000000000000000000000000000000NRAL",
    "au01"
    "xx0a1b2c3d4e5f60718293a4b5c6FFFFNRAL"};
const Table kTable{"new_relic_license_key", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
