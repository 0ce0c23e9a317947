#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "MDAx"
    "OWxvY2F0aW9uIGV4YW1wbGUub3JnCjAwMTNpZGVudGlmaWVyIGFiYwowMDJmc2lnbmF0dXJlIHh4eHh4"
    "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4Cg",
    "AgEL"
    "ZXhhbXBsZS5vcmcCA2FiYwAABiAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AgIQ"
    "MDEyMzQ1Njc4OWFiY2RlZgAABiAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"};
constexpr std::string_view kInvalid[] = {
    "MDAy"
    "MXBvc2l0aW9uIGV4YW1wbGUub3JnCnh4eHh4eHh4eHh4eHh4eHh4eHh4",
    "MDB6"
    "emxvY2F0aW9uIGV4YW1wbGUub3JnCnh4eHh4eHh4eHh4eHh4eHh4eHh4",
    "AgML"
    "ZXhhbXBsZS5vcmcCA2FiYwAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AgEL"
    "ZXhhbXBsZS5vcmcHA2FiYwAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "MDAy"
    "MWxvY2F0aW9uIGE",
    "AgE"};
const Table kTable{"macaroon", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
