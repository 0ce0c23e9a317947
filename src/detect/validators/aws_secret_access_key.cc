#include "src/detect/validators/aws_secret_access_key.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/drawn_key.h"
#include "src/detect/validators/published_sample_secret.h"

namespace aegis::validators {

bool AwsSecretAccessKey(std::string_view text) noexcept {
  if (text.size() != 40 || All(text, IsHex) || text.starts_with('/')) return false;
  bool lower = false;
  bool upper = false;
  bool digit = false;
  for (const char c : text) {
    if (!IsAlnum(c) && c != '/' && c != '+') return false;
    lower = lower || IsLower(c);
    upper = upper || IsUpper(c);
    digit = digit || IsDigit(c);
  }
  return lower && upper && digit && DrawnKey(text) && !IsPublishedSampleSecret(text);
}

}  // namespace aegis::validators
