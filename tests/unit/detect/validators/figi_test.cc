#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"BBG057123456", "BBG78TS16968", "BBG1X9GK4HY1",
                                       "BBG8M8WJR9B3", "BBGNLSJCQ884"};
constexpr std::string_view kInvalid[] = {"BBG057123457", "BSG057123456", "GBG057123456",
                                         "BBG05712345",  "BBX057123456", "BAG057123456",
                                         "BBG05A123456", "BBG05712345X"};
const Table kTable{"figi", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
