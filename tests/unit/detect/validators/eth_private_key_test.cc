#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "0x0a"
    "1b2c3d4e5f60718293a4b5c6d7e8f99f8e7d6c5b4a39281706f5e4d3c2b1a0",
    "0a1b"
    "2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9",
    "0X0A"
    "1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60718293A4B5C6D7E8F9",
    "ffff"
    "fffffffffffffffffffffffffffd0a1b2c3d4e5f60718293a4b5c6d7e8f9"};
constexpr std::string_view kInvalid[] = {
    "0xff"
    "fffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
    "ffff"
    "fffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
    "0xff"
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "0x00"
    "00000000000000000000000000000000000000000000000000000000000000",
    "0000"
    "000000000000000000000000000000000000000000000000000000000001",
    "0x0a"
    "1b2c3d4e5f60718293a4b5c6d7e8f9",
    "0a1b"
    "2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8fg"};
const Table kTable{"eth_private_key", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
