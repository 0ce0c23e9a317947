#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"100019999900111", "104029989900118", "100859999900194",
                                       "109019999700118", "100012A99900137", "100012B99900164",
                                       "395729596953864", "279917543682582", "485969944421473"};
constexpr std::string_view kInvalid[] = {"100019999900112", "500019999900111", "100139999900111",
                                         "100009999900111", "100012C99900111", "10001999990011"};
const Table kTable{"fr_nir", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
