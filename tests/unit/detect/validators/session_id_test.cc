#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0123456789ABCDEF0123456789ABCDEF",
                                       "9f3c57a1-95c3-4731-8a57-3195a7319c57", "k57x31a957c319f57",
                                       "s%3Ak57x31a957c319f57.9bQw2"};
constexpr std::string_view kInvalid[] = {"k57x31a957c319",   "aaaaaaaaaaaaaaaaaaaaaa",
                                         "aaaabbbbaaaabbb1", "administration-console",
                                         "5731957319573195", "/k57x31a957c319f57"};
const Table kTable{"session_id", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
