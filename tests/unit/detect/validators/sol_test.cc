#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"8YaD8VpTu8ToyAkQXzqrtRjxpYqBxaMMvUcPEFDBwhMV",
                                       "11111111111111111111111111111111"};
constexpr std::string_view kInvalid[] = {"2222222222222222222222222222222222222222222",
                                         "0YaD8VpTu8ToyAkQXzqrtRjxpYqBxaMMvUcPEFDBwhMV",
                                         "8YaD8VpTu8"};
const Table kTable{"sol", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
