#include "src/codec/path.h"

#include <array>
#include <charconv>

#include "src/base/limits.h"
#include "src/base/record.h"

namespace aegis {
namespace {

// Reads the pattern from left to right; `at` is the byte to read next.
struct Reader {
  std::string_view text;
  size_t at = 0;

  bool end() const { return at == text.size(); }
  char peek() const { return end() ? '\0' : text[at]; }
  bool Take(char c) {
    if (end() || text[at] != c) return false;
    ++at;
    return true;
  }
  bool Take(std::string_view prefix) {
    if (!text.substr(at).starts_with(prefix)) return false;
    at += prefix.size();
    return true;
  }

  tl::unexpected<Error> Problem(std::string_view what) const {
    size_t character = 1;
    for (size_t i = 0; i < at; ++i) {
      if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) ++character;
    }
    std::string message = "path '";
    message += text;
    message += "', character " + std::to_string(character) + ": ";
    message += what;
    return Fail(ErrorCode::kInvalidArgument, std::move(message));
  }
};

bool IsPlainNameByte(char c) {
  static constexpr std::string_view kSpecial = ".[]\"'*\\$@?(),: \t\r\n";
  return static_cast<unsigned char>(c) > 0x1F && kSpecial.find(c) == std::string_view::npos;
}

Result<std::string> ReadPlainName(Reader& reader) {
  size_t begin = reader.at;
  while (!reader.end() && IsPlainNameByte(reader.peek())) ++reader.at;
  if (reader.at == begin) {
    if (reader.peek() == '*')
      return reader.Problem("'*' stands for an array index only: write [*]");
    return reader.Problem(
        "expected a name; names with other characters are written [\"like this\"]");
  }
  return std::string(reader.text.substr(begin, reader.at - begin));
}

// After the opening quote. A backslash takes the next character as it is.
Result<std::string> ReadQuotedName(Reader& reader, char quote) {
  std::string name;
  while (!reader.end()) {
    if (reader.Take(quote)) return name;
    if (reader.Take('\\') && reader.end()) break;
    name += reader.text[reader.at++];
  }
  return reader.Problem("the quoted name does not end");
}

}  // namespace

Result<PathPattern> PathPattern::Parse(std::string_view text) {
  using Kind = Step::Kind;
  PathPattern pattern;
  pattern.text_ = text;
  Reader reader{text};
  if (!reader.Take('$')) return reader.Problem("a path begins with $");

  while (!reader.end()) {
    bool bracket = false;
    if (reader.Take("..")) {
      pattern.steps_.push_back({Kind::kAnyDepth, {}, 0});
      bracket = reader.peek() == '[';
    } else if (reader.peek() == '[') {
      bracket = true;
    } else if (!reader.Take('.')) {
      return reader.Problem("expected '.', '..' or '['");
    }

    if (!bracket) {
      auto name = ReadPlainName(reader);
      if (!name) return tl::unexpected(name.error());
      pattern.steps_.push_back({Kind::kMember, std::move(*name), 0});
      continue;
    }

    reader.Take('[');
    if (reader.Take('*')) {
      pattern.steps_.push_back({Kind::kAnyIndex, {}, 0});
    } else if (reader.peek() == '"' || reader.peek() == '\'') {
      char quote = reader.peek();
      reader.Take(quote);
      auto name = ReadQuotedName(reader, quote);
      if (!name) return tl::unexpected(name.error());
      pattern.steps_.push_back({Kind::kMember, std::move(*name), 0});
    } else {
      std::string_view rest = text.substr(reader.at);
      uint32_t index = 0;
      auto [after, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), index);
      if (problem == std::errc::result_out_of_range)
        return reader.Problem("the index is too large");
      if (problem != std::errc()) {
        return reader.Problem("expected an index, * or a quoted name after '['");
      }
      reader.at += static_cast<size_t>(after - rest.data());
      pattern.steps_.push_back({Kind::kIndex, {}, index});
    }
    if (!reader.Take(']')) return reader.Problem("expected ']'");
  }
  return pattern;
}

bool PathPattern::Covers(const FieldTable& table, uint32_t node) const {
  std::span<const PathNode> nodes = table.nodes();
  if (node >= nodes.size()) return false;

  // The way from the root down to the node. On the stack for whatever a codec accepts today.
  std::array<uint32_t, limits::kMaxJsonDepth + 1> shallow;
  std::vector<uint32_t> deep;
  size_t depth = 0;
  for (uint32_t at = node; at != 0; at = nodes[at].parent) ++depth;
  uint32_t* chain = shallow.data();
  if (depth > shallow.size()) {
    deep.resize(depth);
    chain = deep.data();
  }
  for (uint32_t at = node, i = static_cast<uint32_t>(depth); at != 0; at = nodes[at].parent) {
    chain[--i] = at;
  }

  auto matches = [&](const Step& step, uint32_t at) {
    const PathNode& here = nodes[at];
    switch (step.kind) {
      case Step::Kind::kMember:
        return !IsNull(here.name) && here.name == step.name;
      case Step::Kind::kIndex:
        return IsNull(here.name) && here.index == step.index;
      case Step::Kind::kAnyIndex:
        return IsNull(here.name);
      case Step::Kind::kAnyDepth:
        return false;
    }
    return false;
  };

  // Wildcard matching against a prefix of the chain. Only the last `..` ever needs to be retried,
  // one level deeper: what an earlier one could gain by matching later, the later one can do as
  // well. So it is at most steps times levels.
  size_t step = 0;
  size_t level = 0;
  bool can_retry = false;
  size_t retry_step = 0;
  size_t retry_level = 0;
  while (step < steps_.size()) {
    if (steps_[step].kind == Step::Kind::kAnyDepth) {
      can_retry = true;
      retry_step = ++step;
      retry_level = level;
    } else if (level < depth && matches(steps_[step], chain[level])) {
      ++step;
      ++level;
    } else if (can_retry && retry_level < depth) {
      step = retry_step;
      level = ++retry_level;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace aegis
