#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"19000101000000000001", "19841129573910000523"};
constexpr std::string_view kInvalid[] = {"19001301000000000001", "18991231000000000001",
                                         "19840230573910000523"};
const Table kTable{"tz_nida", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
