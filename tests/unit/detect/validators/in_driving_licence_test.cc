#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"XX0019000000001", "MH1220110057391", "DL0419990000573"};
constexpr std::string_view kInvalid[] = {"ZZ0019000000001", "MH1218110057391", "MH122011005739"};
const Table kTable{"in_driving_licence", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
