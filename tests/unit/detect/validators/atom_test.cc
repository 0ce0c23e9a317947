#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"cosmos1fp8mtkxpq97wx00xkfwx5gd0uptc8nq67nnal0",
                                       "cosmos1qsa8rpm5c4etmz394kltr07dtsp9dts353ue4l"};
constexpr std::string_view kInvalid[] = {"cosmos1fp8mtkxpq97wx00xkfwx5gd0uptc8nq67nnal1",
                                         "cosmos1qsa8rpm5c4etmz394kltr07dtsp9dts3pdv4sa"};
const Table kTable{"atom", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
