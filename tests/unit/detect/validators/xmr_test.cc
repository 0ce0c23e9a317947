#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "48Q9UZ6JR66VJhhy8KvGK64J6XdiQo9bJcna7PVoK6Tg2uzvZwGDKpBjPN9YVufbJF7KHbmQRvs6uHWbNbDxDqSvEw613s"
    "2"};
constexpr std::string_view kInvalid[] = {
    "48Q9UZ6JR66VJhhy8KvGK64J6XdiQo9bJcna7PVoK6Tg2uzvZwGDKpBjPN9YVufbJF7KHbmQRvs6uHWbNbDxDqSvEw613s"
    "3"};
const Table kTable{"xmr", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
