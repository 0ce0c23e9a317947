#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "0a1b"
    "2c3d4emsh0a1b2c3d4e5f607p18293a4jsnb5c6d7e8f9a0",
    "0a1b"
    "2c3d4emsh0a1b2c3d4e5f607p18293ajsnb5c6d7e8f9a0"};
constexpr std::string_view kInvalid[] = {
    "0a1b"
    "2c3d4emzh0a1b2c3d4e5f607p18293a4jsnb5c6d7e8f9a0",
    "0a1b"
    "2c3d4emsh0a1b2c3d4e5f607p28293a4jsnb5c6d7e8f9a0",
    "0a1b"
    "2c3d4emsh0a1b2c3d4e5f607p18293a4jsmb5c6d7e8f9a0",
    "0a1b"
    "2c3d4emsh0a1b2c3d4e5f607p18293a4jsnb5c6d7e8f9a01",
    "0a1b"
    "2c3d4emsh0a1b2c3d4e5f607p18293a4jsnb5c6d7e8f-a0"};
const Table kTable{"rapidapi_key", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
