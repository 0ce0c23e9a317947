#include "src/detect/validators/wif.h"

#include "src/detect/validators/base58.h"

namespace aegis::validators {

bool Wif(std::string_view text) noexcept {
  if (text.size() == 51) return IsBase58Check(text, 37, {128});
  if (text.size() != 52 || !IsBase58Check(text, 38, {128})) return false;
  return DecodeBase58(text).storage[33] == 1;
}

}  // namespace aegis::validators
