#include "src/detect/validators/se_personnummer.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool SePersonnummer(std::string_view text) noexcept {
  if ((text.size() != 10 && text.size() != 12) || !AllDigits(text)) return false;
  const std::string_view ten = text.substr(text.size() - 10);
  const int day = Field(ten, 4, 2);
  const int month = Field(ten, 2, 2);
  const int day_of_month = day > 60 ? day - 60 : day;
  const bool date = text.size() == 12 ? IsDate(Field(text, 0, 4), month, day_of_month)
                                      : IsDateInSomeCentury(Field(ten, 0, 2), month, day_of_month);
  return date && HasLuhnSum(ten);
}

}  // namespace aegis::validators
