#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"7FG8V4G2+22", "8FVC9G8F+6WV", "9G8F+6W", "6GCRMQRG+3Q"};
constexpr std::string_view kInvalid[] = {"7FG8V4G222",  "7FG8V4G2+2", "FFG8V4G2+22", "7XG8V4G2+22",
                                         "7FG8V4A2+22", "7FG8V+22",   "7fg8v4g2+22"};
const Table kTable{"plus_code", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
