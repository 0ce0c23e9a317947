#include "src/detect/validators/ar_cuit.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {
namespace {

constexpr int CheckOf(int sum) {
  const int check = (11 - sum % 11) % 11;
  return check == 10 ? 9 : check;
}

constexpr bool IsType(int type) {
  return type == 20 || type == 23 || type == 24 || type == 27 || type == 30 || type == 33 ||
         type == 34;
}

}  // namespace

bool ArCuit(std::string_view text) noexcept {
  if (!IsDigits(text, 11) || AllSame(text)) return false;
  return CheckOf(WeightedSum(text, std::array{5, 4, 3, 2, 7, 6, 5, 4, 3, 2})) == Digit(text[10]) &&
         IsType(Field(text, 0, 2));
}

}  // namespace aegis::validators
