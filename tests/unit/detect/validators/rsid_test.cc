#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"rs573", "rs0000001", "rs1957310573"};
constexpr std::string_view kInvalid[] = {"rs", "rs57", "RS573", "rs57a", "rs57319571957"};
const Table kTable{"rsid", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
