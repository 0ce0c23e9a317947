#include "src/detect/validators/secret_value.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/entropy.h"
#include "src/detect/validators/placeholder.h"
#include "src/detect/validators/published_sample_secret.h"

namespace aegis::validators {

bool CredentialLikeness(std::string_view text) noexcept {
  constexpr std::size_t kLongest = 4096;
  constexpr std::size_t kTail = 32;
  if (text.size() < 8 || text.size() > kLongest) return false;
  if (!All(text, [](char c) { return c > ' ' && c < 0x7F; })) return false;
  const std::string_view tail = text.size() > kTail ? text.substr(text.size() - kTail) : text;
  // Eight different characters reach three bits, so a short tail is asked for less.
  const std::uint32_t most = entropy_internal::kLog2[tail.size()] * 3 / 4;
  const std::uint32_t wanted = 3 * kEntropyOne;
  return HasEntropy(tail, most < wanted ? most : wanted) && !HasPlaceholderWord(text) &&
         !IsPublishedSampleSecret(text);
}

bool CredentialEntropy4(std::string_view text) noexcept {
  return CredentialLikeness(text) && HasEntropy(text, 4 * kEntropyOne);
}

bool PasswordValue(std::string_view text) noexcept {
  if (text.size() < 4 || text.size() > 128 || AllSame(text)) return false;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return false;
  }
  // A quarter of the value masked is a value shown, not a value kept.
  std::size_t stars = 0;
  for (const char c : text) stars += c == '*' ? 1 : 0;
  if (stars * 4 >= text.size() && stars >= 3) return false;
  constexpr std::string_view kTemplateStarts[] = {"${", "{{", "$(",   "<%", "%(",
                                                  "#{", "@@", "!ref", "{%"};
  for (const auto start : kTemplateStarts) {
    if (text.starts_with(start)) return false;
  }
  if (text.front() == '<' && text.back() == '>') return false;
  if (text.front() == '[' && text.back() == ']') return false;
  if (text.front() == '{' && text.back() == '}') return false;
  if (text.front() == '%' && (text.back() == '%' || text.size() <= 4)) return false;
  if (text.front() == '$' &&
      All(text.substr(1), [](char c) { return IsUpperAlnum(c) || c == '_'; })) {
    return false;
  }
  if (text.ends_with("()") || text.ends_with(");")) return false;
  constexpr std::string_view kReferences[] = {"process.env",   "os.environ",     "getenv",
                                              "system.getenv", "config.",        "settings.",
                                              "vault:",        "secretsmanager", "arn:aws"};
  for (const auto reference : kReferences) {
    if (StartsIgnoringCase(text, reference)) return false;
  }
  constexpr std::string_view kLiterals[] = {
      "null",     "none",     "true",     "false",    "undefined", "empty",
      "string",   "required", "optional", "password", "passwd",    "secret",
      "redacted", "hidden",   "masked",   "changeme", "change_me", "todo"};
  for (const auto literal : kLiterals) {
    if (text.size() == literal.size() && StartsIgnoringCase(text, literal)) return false;
  }
  return !HasPlaceholderWord(text);
}

}  // namespace aegis::validators
