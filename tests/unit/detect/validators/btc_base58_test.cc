#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "1Mjb5cTgVGKqggKNNj8EDiB6RLKP54iBRD", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
    "1111111111111111111114oLvT2", "3LADuzLVhqhthvAevzxwQDfqa5BDMYbyt2"};
constexpr std::string_view kInvalid[] = {
    "1Mjb5cTgVGKqggKNNj8EDiB6RLKP54iBRE", "1A1zP1eP5QGefi2DMPTfTL5SLmv7Divfna",
    "LdhAFf9tEbdZsZANz3HeFcNfdmFmvui4dD", "15BhKuXbhYMWNEvkEM1JfegQCuY6fzfsh",
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfN0"};
const Table kTable{"btc_base58", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
