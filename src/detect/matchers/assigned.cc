#include "src/detect/matchers/assigned.h"

#include <algorithm>
#include <iterator>

namespace aegis::detect {
namespace {

constexpr size_t kMaxBlanks = 16;

constexpr Quotes kQuotes[] = {
    {"“", "”", "“"}, {"„", "“", "”"},    {"«", "»", "»"},    {"»", "«", "«"},
    {"‘", "’", "’"}, {"「", "」", "」"}, {"『", "』", "』"}, {"”", "”", "”"},
};

constexpr ByteSet kVerbsBegin = [] {
  ByteSet set;
  for (const JointVerb& verb : kJointVerbs) set.Add(verb.text[0]);
  return set;
}();

const JointVerb* ReadVerb(std::string_view text, size_t at, bool after_blank) {
  // Most words are none.
  if (at >= text.size() || !kVerbsBegin.Has(text[at])) return nullptr;
  for (const JointVerb& verb : kJointVerbs) {
    if (verb.text[0] == text[at] && (after_blank || !verb.spaced) &&
        text.substr(at).starts_with(verb.text)) {
      return &verb;
    }
  }
  return nullptr;
}

}  // namespace

bool IsOption(std::string_view text, size_t at) {
  constexpr size_t kMaxHead = 32;
  const size_t from = at;
  while (at > 0 && from - at < kMaxHead && IsNameByte(text[at - 1])) --at;
  return text[at] == '-' && (at == 0 || !IsNonAscii(text[at - 1]));
}

size_t SkipBlanks(std::string_view text, size_t at) {
  const size_t limit = std::min(text.size(), at + kMaxBlanks);
  while (at < limit && (text[at] == ' ' || text[at] == '\t')) ++at;
  return at;
}

bool ReadJoint(std::string_view text, size_t name, size_t at, bool with_is, Joint& joint) {
  const auto byte = [&](size_t i) { return i < text.size() ? text[i] : '\0'; };
  joint = {};
  joint.element = name > 0 && byte(at) == '>';
  // The quote and bracket that close the name.
  if (byte(at) == '\\' && (byte(at + 1) == '"' || byte(at + 1) == '\'')) ++at;
  if (byte(at) == '"' || byte(at) == '\'' || byte(at) == '`') ++at;
  if (byte(at) == ']' || byte(at) == ')') ++at;
  const size_t before_sign = at;
  at = SkipBlanks(text, at);
  if (joint.element) {
    ++at;
  } else if (byte(at) == '=') {
    ++at;
    if (byte(at) == '=') return false;  // a comparison
    if (byte(at) == '>') ++at;
    joint.tight = at == before_sign + 1 && byte(at) != ' ';
  } else if (byte(at) == ':') {
    ++at;
    if (byte(at) == '=') ++at;
    joint.loose = byte(at) == ' ';
  } else if (IsNonAscii(byte(at)) &&
             (text.substr(at).starts_with("：") || text.substr(at).starts_with("＝"))) {
    at += 3;
    joint.loose = true;
  } else if (byte(at) == 'v' && text.substr(at).starts_with("value=")) {
    at += 6;  // <add key="password" value="…"/>
  } else {
    const JointVerb* verb = ReadVerb(text, at, at > before_sign);
    joint.sentence = true;
    joint.bare = with_is && at > before_sign && (byte(at) == '"' || byte(at) == '\'');
    if (with_is && verb != nullptr) {
      at += verb->text.size();
    } else if (joint.bare) {
      // wifi password "sunnyday77"
    } else if (at == before_sign || byte(at) == '-' || !IsOption(text, name)) {
      return false;
    }
  }
  at = SkipBlanks(text, at);

  if (byte(at) == '\\' && byte(at + 1) == '"') {
    joint.escaped = true;
    ++at;
  }
  if (byte(at) == '"' || byte(at) == '\'' || byte(at) == '`') {
    joint.quote = text[at++];
  } else if (IsNonAscii(byte(at))) {
    const auto* quotes = std::find_if(std::begin(kQuotes), std::end(kQuotes), [&](const Quotes& q) {
      return text.substr(at).starts_with(q.open);
    });
    if (quotes != std::end(kQuotes)) {
      joint.quotes = quotes;
      at += quotes->open.size();
    }
  }
  joint.value = at;
  return true;
}

bool ReadQuoted(std::string_view text, const Joint& joint, size_t limit, size_t& end) {
  size_t at = joint.value;
  if (joint.quotes != nullptr) {
    const auto closes = [&] {
      return text.substr(at).starts_with(joint.quotes->close) ||
             text.substr(at).starts_with(joint.quotes->other_close);
    };
    while (at < limit && text[at] != '\n' && !(IsNonAscii(text[at]) && closes())) ++at;
    if (at == limit || text[at] == '\n') return false;
  } else {
    while (at < limit && text[at] != joint.quote && text[at] != '\n') ++at;
    if (joint.escaped && at > joint.value && text[at - 1] == '\\') --at;
  }
  end = at;
  return true;
}

}  // namespace aegis::detect
