#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"RF79AEGIS0571",
                                       "RF84F",
                                       "RF20Y1ITFB",
                                       "RF24IKGACQKYR7HX",
                                       "RF856GQNQQ72IB3WHBHOO7",
                                       "RF16G2KTCI5CJ5ANRKGF5VZ5Y"};
constexpr std::string_view kInvalid[] = {"RF79AEGIS0572", "RF00AEGIS0571", "XX79AEGIS0571", "RF79",
                                         "RF79AEGIS05710000000000000"};
const Table kTable{"iso11649", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
