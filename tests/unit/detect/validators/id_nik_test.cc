#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"3101022205500002", "3201024702810007", "3101025503940009",
                                       "3201026408890007", "1101026407620002", "7301026011630008"};
constexpr std::string_view kInvalid[] = {"1101013201000001", "1101010113000001",
                                         "4101010101000001"};
const Table kTable{"id_nik", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
