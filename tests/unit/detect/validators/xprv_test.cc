#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "xpr"
    "v9s21ZrQH143K2XCgXuh37stVQZkKC5KQVKgkQ7uxKm4mKZFruLSnkzK34vSArU9YNeSv6EE3ab8P2tTBXts94HyKChwo4"
    "uCAJdjy6QTCvuU"};
constexpr std::string_view kInvalid[] = {
    "xpr"
    "v9s21ZrQH143K2XCgXuh37stVQZkKC5KQVKgkQ7uxKm4mKZFruLSnkzK34xNv2hbaE589E3okVAkNzD3xT1UrhzpBzM1uK"
    "3t4JHkMb1eC5X9",
    "xpub661MyMwAqRbcF1H9dwE3V1qDxbaobY3FrYcMCWKZt6bkCMb1Ssm3JndWvBTwJ7CCVEFNGKWP4W7qYyCXFnb87ZFEHz"
    "QPQXP1DodyqiQ5xts"};
const Table kTable{"xprv", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
