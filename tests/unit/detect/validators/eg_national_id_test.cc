#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"26711208840469", "28605241256371", "29112250149635",
                                       "27411208880583", "29210122569659", "25903218855173"};
constexpr std::string_view kInvalid[] = {"20013010100001", "20001010500001", "40001010100001"};
const Table kTable{"eg_national_id", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
