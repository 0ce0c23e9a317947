#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "48Q9UZ6JR66VJhhy8KvGK64J6XdiQo9bJcna7PVoK6Tg2uzvZwGDKpBjPN9YVufbJF7KHbmQRvs6uHWbNbDxDqSvEw613s"
    "2",
    "42ooWUV7UBwRqDnzzm9jKfhcooCBWGnNYeXX79bFvD5GEtJNsNKLgSpFPPxKjTpQjECsK6X3QGJp1bkiuweiF2h7EDHvcH"
    "J",
    "85aNWXFzLsTDvmDbb85nZNb6Tw3qri35pUcZ5QFFL1MRaQSjzvpNmZza3jacpk2eMWcWVWvRomAVhZsu5977W2vTRf4z7V"
    "m"};
constexpr std::string_view kInvalid[] = {
    "48Q9UZ6JR66VJhhy8KvGK64J6XdiQo9bJcna7PVoK6Tg2uzvZwGDKpBjPN9YVufbJF7KHbmQRvs6uHWbNbDxDqSvEw613s"
    "3",
    "4CWUXHJc5TTRqDnzzm9jKfhcooCBWGnNYeXX79bFvD5GEtJNsNKLgSpFPPxKjTpQjECsK6X3QGJp1bkiuweiF2h7EJwiJo"
    "h",
    "9vHmfQGR2p9DvmDbb85nZNb6Tw3qri35pUcZ5QFFL1MRaQSjzvpNmZza3jacpk2eMWcWVWvRomAVhZsu5977W2vTRd33Lf"
    "m"};
const Table kTable{"xmr", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
