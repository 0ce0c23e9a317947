#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "AKI"
    "ARZPUZDIKJXTTJAOO",
    "AKI"
    "A6RVFFB77ZXTTJAOO",
    "ASI"
    "ARZPUZDIKJXTTJAOO",
    "A3T"
    "XRZPUZDIKJXTTJAOO"};
constexpr std::string_view kInvalid[] = {
    "AKI"
    "AIOSFODNN7EXAMPLE",
    "AKI"
    "AAAAAAAAAAAAAAAAA",
    "AKIA6RVFFB77ZXTTJAO",
    "AKI"
    "A6RVFFCAAJXTTJAOO",
    "AGP"
    "ARZPUZDIKJXTTJAOO",
    "AKI"
    "ARZPUZDIKJXTTJAO1",
    "akiarzpuzdikjxttjaoo"};
const Table kTable{"aws_access_key_id", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
