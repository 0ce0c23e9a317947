#include "src/detect/validators/rapidapi_key.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool RapidapiKey(std::string_view text) noexcept {
  if (text.size() != 50 && text.size() != 51) return false;
  return All(text, IsAlnum) && text.substr(10, 3) == "msh" && text.substr(28, 2) == "p1" &&
         text.substr(text.size() - 15, 3) == "jsn";
}

}  // namespace aegis::validators
