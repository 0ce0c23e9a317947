#include "src/detect/validators/jwt.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/base64.h"

namespace aegis::validators {
namespace {

constexpr std::size_t kLongestHeader = 4096;
constexpr int kDeepest = 16;

/// Walks the strings of a JSON text and remembers which wanted members of the outermost object hold
/// a string. It does not judge numbers and literals: deciding that this is a token header needs no
/// more.
class HeaderScan {
 public:
  explicit HeaderScan(std::string_view json) : rest_(json) {}

  /// False when the text is not one JSON object as far as its strings and brackets go.
  bool Run() {
    Blanks();
    if (rest_.empty() || rest_[0] != '{') return false;
    int depth = 0;
    bool key_next = false;
    while (!rest_.empty()) {
      const char c = rest_[0];
      if (c == '"') {
        std::string_view text;
        if (!String(text)) return false;
        Blanks();
        if (depth == 1 && key_next) {
          if (!rest_.starts_with(':')) return false;
          rest_.remove_prefix(1);
          Blanks();
          if (rest_.starts_with('"')) Note(text);
          key_next = false;
        }
        continue;
      }
      rest_.remove_prefix(1);
      if (c == '{' || c == '[') {
        if (++depth > kDeepest) return false;
        if (depth == 1) key_next = true;
      } else if (c == '}' || c == ']') {
        if (--depth == 0) {
          Blanks();
          return c == '}' && rest_.empty();
        }
      } else if (c == ',' && depth == 1) {
        key_next = true;
      } else if (static_cast<unsigned char>(c) < 0x20 && !IsBlank(c)) {
        return false;
      }
    }
    return false;
  }

  bool has_alg() const { return has_alg_; }
  bool has_enc() const { return has_enc_; }

 private:
  static bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
  void Blanks() {
    while (!rest_.empty() && IsBlank(rest_[0])) rest_.remove_prefix(1);
  }
  bool String(std::string_view& text) {
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      if (static_cast<unsigned char>(rest_[i]) < 0x20) return false;
      if (rest_[i] == '\\') {
        ++i;
      } else if (rest_[i] == '"') {
        text = rest_.substr(1, i - 1);
        rest_.remove_prefix(i + 1);
        return true;
      }
    }
    return false;
  }
  void Note(std::string_view key) {
    has_alg_ = has_alg_ || key == "alg";
    has_enc_ = has_enc_ || key == "enc";
  }

  std::string_view rest_;
  bool has_alg_ = false;
  bool has_enc_ = false;
};

/// Cuts `text` up to the next dot off; the last part takes all.
std::string_view Cut(std::string_view& text) {
  const std::size_t dot = text.find('.');
  const std::string_view part = text.substr(0, dot);
  text.remove_prefix(dot == std::string_view::npos ? text.size() : dot + 1);
  return part;
}

bool IsJose(std::string_view text, int parts, bool needs_enc) {
  int dots = 0;
  for (const char c : text) {
    if (c == '.') {
      ++dots;
    } else if (!IsBase64Url(c)) {
      return false;
    }
  }
  if (dots != parts - 1) return false;
  const std::string_view header = Cut(text);
  if (header.empty() || header.size() > kLongestHeader) return false;
  // A signed token may lack its signature, an encrypted one its encrypted key; nothing else is
  // empty.
  for (int i = 1; i < parts; ++i) {
    const bool may_be_empty = needs_enc ? i == 1 : i == parts - 1;
    if (Cut(text).empty() && !may_be_empty) return false;
  }
  const Base64<kLongestHeader> json(header);
  if (!json.ok) return false;
  HeaderScan scan(json.bytes());
  return scan.Run() && scan.has_alg() && (!needs_enc || scan.has_enc());
}

}  // namespace

bool Jwt(std::string_view text) noexcept { return IsJose(text, 3, false); }
bool Jwe(std::string_view text) noexcept { return IsJose(text, 5, true); }

}  // namespace aegis::validators
