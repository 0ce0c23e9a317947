#include "src/detect/validators/tw_national_id.h"

#include "src/detect/validators/taiwan_sum.h"

namespace aegis::validators {

bool TwNationalId(std::string_view text) noexcept {
  return text.size() == 10 && (text[1] == '1' || text[1] == '2') && HasTaiwanSum(text);
}

}  // namespace aegis::validators
