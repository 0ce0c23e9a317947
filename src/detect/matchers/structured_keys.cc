// Keys written as a structure: JSON Web Keys and .NET's XML with their private parts, and SAML
// assertions in XML.
#include <algorithm>

#include "src/base/limits.h"
#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/named_value.h"
#include "src/detect/validators/base64.h"

namespace aegis::detect {
namespace {

constexpr size_t kReach = 6000;  // a JWK of RSA with 4096 bits has 3200 characters

bool IsBase64Text(std::string_view text, size_t least) {
  while (text.ends_with('=')) text.remove_suffix(1);
  return text.size() >= least && std::all_of(text.begin(), text.end(), [](char c) {
           return validators::Base64Value(c) >= 0;
         });
}

}  // namespace

// {"kty":"RSA", …, "d":"…"}: the member d, or k of a symmetric key.
bool MatchJwkPrivate(MatchInput& input, Span& found) {
  constexpr size_t kMin = 16;
  const std::string_view text = input.text;
  NamedValue kind;
  if (!ReadNamedValue(input, input.anchor.end, 8, kind) || !kind.quoted) return false;
  const std::string_view type = kind.span.In(text);
  const bool symmetric = type == "oct";
  if (!symmetric && type != "RSA" && type != "EC" && type != "OKP") return false;
  // The object, which has no other in it.
  size_t begin = input.anchor.begin;
  while (begin > 0 && input.anchor.begin - begin < kReach && text[begin - 1] != '{') --begin;
  size_t end = input.anchor.end;
  while (end < text.size() && end - input.anchor.end < kReach && text[end] != '}' &&
         text[end] != '{') {
    ++end;
  }
  input.Charge(end - begin);
  const std::string_view object = text.substr(begin, end - begin);
  const std::string_view name = symmetric ? "\"k" : "\"d";
  for (size_t at = object.find(name); at != std::string_view::npos;
       at = object.find(name, at + 1)) {
    const size_t after = begin + at + name.size();
    if (after >= text.size() || (text[after] != '"' && text[after] != '\\')) continue;
    NamedValue value;
    if (!ReadNamedValue(input, after, 2048, value) || !value.quoted) continue;
    found = value.span;
    return IsBase64Text(found.In(text), kMin);
  }
  return false;
}

// <RSAKeyValue>…<D>…</D>…
bool MatchXmlPrivateKey(MatchInput& input, Span& found) {
  constexpr size_t kMin = 32;
  const std::string_view rest = input.text.substr(input.anchor.end, kReach);
  const std::string_view element = rest.substr(0, rest.find("</RSAKeyValue"));
  input.Charge(element.size());
  const size_t open = element.find("<D>");
  if (open == std::string_view::npos) return false;
  const size_t close = element.find('<', open + 3);
  if (close == std::string_view::npos) return false;
  found = MakeSpan(input.anchor.end + open + 3, input.anchor.end + close);
  return IsBase64Text(found.In(input.text), kMin);
}

// <saml:Assertion …>…</saml:Assertion>, with any prefix or none.
bool MatchSamlAssertion(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  // "<saml2:Assertion " -> "</saml2:Assertion>"
  const std::string_view name = input.anchor.In(text).substr(1, input.anchor.size() - 2);
  const size_t limit = std::min(text.size(), size_t{input.anchor.end} + limits::kMaxConfirmBytes);
  size_t at = input.anchor.end;
  while (true) {
    at = text.substr(0, limit).find("</", at);
    if (at == std::string_view::npos) {
      input.Charge(limit - input.anchor.end);
      return false;
    }
    if (text.substr(at + 2).starts_with(name)) break;
    at += 2;
  }
  const size_t end = at + 2 + name.size();
  input.Charge(end - input.anchor.begin);
  if (end >= text.size() || text[end] != '>') return false;
  found = MakeSpan(input.anchor.begin, end + 1);
  return found.In(text).find("urn:oasis:names:tc:SAML") != std::string_view::npos ||
         found.In(text).find("Subject") != std::string_view::npos;
}

}  // namespace aegis::detect
