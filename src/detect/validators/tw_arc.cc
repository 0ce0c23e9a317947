#include "src/detect/validators/tw_arc.h"

#include "src/detect/validators/taiwan_sum.h"

namespace aegis::validators {

bool TwArc(std::string_view text) noexcept {
  return text.size() == 10 && (text[1] == '8' || text[1] == '9') && HasTaiwanSum(text);
}

}  // namespace aegis::validators
