#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "AKI"
    "AIOSFODNN7EXAMPLE",
    "AKI"
    "AI44QH8DHBEXAMPLE",
    "ASI"
    "AZZZZZZZZZEXAMPLE",
    "wJa"
    "lrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"};
constexpr std::string_view kInvalid[] = {
    "AKI"
    "AIOSFODNN7EXAMPL2",
    "EXAMPLE",
    "wJa"
    "lrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE"};
const Table kTable{"published_sample_secret", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
