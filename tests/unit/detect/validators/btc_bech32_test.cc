#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "bc1q60ry0g7aljpeg6qw4c6tk3ey7f5f6s0m8n38sc", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
    "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y", "bc1sw50qgdz25j",
    "bc1q94c3vs4hy6cygqtz0j5lhtpj7hy9xra3jq7vfkczykr30ys6fzqsmphc8w"};
constexpr std::string_view kInvalid[] = {
    "bc1q60ry0g7aljpeg6qw4c6tk3ey7f5f6s0m8n38sd", "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx",
    "bc1qW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    "bc1q94c3vs4hy6cygqtz0j5lhtpj7hy9xra3jq7vfkczykr30ys6fzqswa85zv",
    "bc1p94c3vs4hy6cygqtz0j5lhtpj7hy9xra3jq7vfkczykr30ys6fzqsy28a6s",
    "bc1q94c3vs4hy6cygqtz0j5lhtpj7hy9xra3jq7vfkchgcv3w",
    "bc1394c3vs4hy6cygqtz0j5lhtpj7hy9xra3jq7vfkczykr30ys6fzqsdzdn27",
    // Taproot
    "bc1p3x22t0s0a8zh03080zwnujhupul254wtjhuvenmxfn5hsl0y2k0sxy6jtc",
    "bc1p94c3vs4hy6cygqtz0j5lhtpj7hy9xra3jq7vfkczykr30ys6fzqs3kh3lj", "bc1p0qc7xhnr", "bc1gmk9yu",
    "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4"};
const Table kTable{"btc_bech32", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
