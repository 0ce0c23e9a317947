#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"LTk2nTJx8wY1LJa73BFZqLSeA3GTBGeZWQ",
                                       "MPeB8mWCZFzDW6qkBqVJknxJyEEaWsdTEF",
                                       "ltc1q4jkgds8xp89fqmmr9v8zmtxvk2mh6g4sfrfew4"};
constexpr std::string_view kInvalid[] = {"LTk2nTJx8wY1LJa73BFZqLSeA3GTBGeZWR",
                                         "3HS2pt6Ec98nhbZr5xVxw9hueXe8ZJ9L1L",
                                         "bc1q4jkgds8xp89fqmmr9v8zmtxvk2mh6g4sdlnak9"};
const Table kTable{"ltc", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
