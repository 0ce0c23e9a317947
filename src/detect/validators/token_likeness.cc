#include "src/detect/validators/token_likeness.h"

#include <cstddef>
#include <cstdint>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/entropy.h"
#include "src/detect/validators/letter_pairs.h"
#include "src/detect/validators/placeholder.h"
#include "src/detect/validators/published_sample_secret.h"
#include "src/detect/validators/secret_value.h"

namespace aegis::validators {
namespace {

constexpr std::size_t kShortest = 10;
constexpr std::size_t kLongest = 256;

bool HasPlaceholder(std::string_view text) {
  if (HasPlaceholderWord(text)) return true;
  static constexpr std::string_view kWords[] = {"password", "passwd", "qwerty", "asdfgh",
                                                "localhost"};
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const auto word : kWords) {
      if (StartsIgnoringCase(text.substr(i), word)) return true;
    }
  }
  return false;
}

bool IsUuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !IsHex(text[i])) return false;
  }
  return true;
}

bool IsDigest(std::string_view text) {
  for (const std::size_t length : {32u, 40u, 48u, 56u, 64u, 96u, 128u}) {
    if (text.size() == length) return All(text, IsHex);
  }
  return false;
}

bool IsPathOrAddress(std::string_view text) {
  static constexpr std::string_view kStarts[] = {"./",   "../",   "~/",   "/usr", "/etc",
                                                 "/var", "/home", "/opt", "/tmp"};
  for (const auto start : kStarts) {
    if (text.starts_with(start)) return true;
  }
  if (text.find("://") != std::string_view::npos || text.find('\\') != std::string_view::npos)
    return true;
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && text.find('.', at) != std::string_view::npos;
}

/// Everything the measure needs, from one pass.
struct Counts {
  unsigned letters = 0;
  unsigned digits = 0;
  bool lower = false;
  bool upper = false;
  unsigned class_changes = 0;
  unsigned letter_pairs = 0;
  unsigned common_pairs = 0;
  unsigned steps = 0;
};

int ClassOf(char c) { return IsLower(c) ? 0 : IsUpper(c) ? 1 : IsDigit(c) ? 2 : 3; }

Counts Count(std::string_view text) {
  Counts n;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    n.letters += IsAlpha(c) ? 1 : 0;
    n.digits += IsDigit(c) ? 1 : 0;
    n.lower = n.lower || IsLower(c);
    n.upper = n.upper || IsUpper(c);
    if (i == 0) continue;
    const char before = text[i - 1];
    n.class_changes += ClassOf(before) != ClassOf(c) ? 1 : 0;
    const int step = ToLower(c) - ToLower(before);
    n.steps += step >= -1 && step <= 1 ? 1 : 0;
    if (IsAlpha(before) && IsAlpha(c)) {
      ++n.letter_pairs;
      n.common_pairs += IsCommonPair(ToLower(before), ToLower(c)) ? 1 : 0;
    }
  }
  return n;
}

bool IsTokenCharacter(char c) { return c > ' ' && c < 0x7F && !Contains("\"'`<>(){}[],;\\", c); }

}  // namespace

bool TokenLikeness(std::string_view text) noexcept {
  if (text.size() < kShortest || text.size() > kLongest || !All(text, IsTokenCharacter))
    return false;
  if (HasPlaceholder(text) || IsUuid(text) || IsDigest(text) || IsPathOrAddress(text)) return false;
  if (text.find("${") != std::string_view::npos || IsPublishedSampleSecret(text)) return false;

  const std::uint32_t most = entropy_internal::kLog2[text.size()] * 85 / 100;
  const std::uint32_t wanted = kEntropyOne * 7 / 2;
  if (!HasEntropy(text, most < wanted ? most : wanted)) return false;

  const Counts n = Count(text);
  const auto pairs = static_cast<unsigned>(text.size() - 1);
  if (n.letters * 5 < text.size()) return false;
  // Without a digit only a long text in mixed case is told from a name.
  const bool many_changes =
      n.lower && n.upper && text.size() >= 16 && n.class_changes * 10 >= pairs * 4;
  if (n.digits == 0 && !many_changes) return false;
  if (n.class_changes * 10 < pairs) return false;
  if (n.steps * 10 >= pairs * 4) return false;
  return n.letter_pairs < 4 || n.common_pairs * 100 < n.letter_pairs * 70;
}

bool HexTokenLikeness(std::string_view text) noexcept {
  if (text.size() < 32 || text.size() > 128 || !All(text, IsHex)) return false;
  bool lower = false;
  bool upper = false;
  for (const char c : text) {
    lower = lower || IsLower(c);
    upper = upper || IsUpper(c);
  }
  return !(lower && upper) && HasEntropy(text, 3 * kEntropyOne) && !IsPublishedSampleSecret(text);
}

bool TokenBeyondHex(std::string_view text) noexcept {
  if (All(text, IsHex)) return false;
  if (TokenLikeness(text)) return true;
  // Where letters and digits take turns, few letters are neighbours, and their pairs tell nothing.
  const Counts n = Count(text);
  return text.size() >= kShortest && n.letters + n.digits == text.size() &&
         n.class_changes * 4 >= text.size() && n.digits * 8 >= text.size() &&
         n.steps * 10 < text.size() * 4 && CredentialLikeness(text);
}

}  // namespace aegis::validators
