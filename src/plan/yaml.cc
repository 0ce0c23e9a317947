#include "src/plan/yaml.h"

#include <yaml-cpp/emitterstyle.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <set>
#include <streambuf>
#include <utility>

#include "src/base/limits.h"
#include "src/base/rule_limits.h"
#include "src/codec/utf8.h"
#include "src/plan/one_line.h"

namespace aegis::yaml {

namespace {

// The beginning and the end, which says what was meant, of what is too long for a line.
std::string Shortened(std::string message) {
  if (message.size() <= limits::kMaxProblemBytes) return message;
  size_t head = limits::kMaxProblemBytes * 2 / 3;
  size_t tail = message.size() - limits::kMaxProblemBytes / 3;
  while (head > 0 && !IsCharacterBoundary(message, head)) --head;
  while (tail < message.size() && !IsCharacterBoundary(message, tail)) ++tail;
  return message.substr(0, head) + " … " + message.substr(tail);
}

}  // namespace

void Diagnostics::Add(Position at, std::string message) {
  problems_.push_back({at, Shortened(std::move(message))});
}

std::vector<Problem> Diagnostics::Sorted() const {
  std::vector<Problem> sorted = problems_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Problem& a, const Problem& b) { return a.at < b.at; });
  return sorted;
}

std::string Diagnostics::Render(std::string_view file) const {
  std::string out;
  size_t said = 0;
  for (const Problem& problem : Sorted()) {
    out.append(file);
    if (problem.at.line > 0) {
      out += ':' + std::to_string(problem.at.line) + ':' + std::to_string(problem.at.column);
    }
    out += ": error: ";
    if (said++ == limits::kMaxProblems) {
      out += "from here on, " + std::to_string(size() - limits::kMaxProblems) + " more problems\n";
      break;
    }
    AppendOnOneLine(problem.message, out);
    out += '\n';
  }
  return out;
}

const Entry* Node::FindEntry(std::string_view key) const {
  for (const Entry& entry : entries) {
    if (entry.key == key) return &entry;
  }
  return nullptr;
}

const Node* Node::Find(std::string_view key) const {
  const Entry* entry = FindEntry(key);
  return entry == nullptr ? nullptr : &entry->value;
}

namespace {

Position PositionOf(const YAML::Mark& mark) {
  if (mark.is_null()) return {};
  return {mark.line + 1, mark.column + 1};
}

class ViewBuffer : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // streambuf's interface; never written to
    setg(begin, begin, begin + text.size());
  }
};

// Builds the tree from events. A refused node (too deep, an alias) is reported once and left out as
// null.
class Builder : public YAML::EventHandler {
 public:
  Builder(std::string_view text, Diagnostics& diagnostics)
      : text_(text), diagnostics_(diagnostics) {
    // yaml-cpp does not count it.
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  }

  bool Complete() const { return done_; }
  Node TakeRoot() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override { done_ = true; }
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    Node node;
    node.at = PositionOf(mark);
    if (!mark.is_null() && StandsAt("null", static_cast<size_t>(mark.pos))) node.scalar = "null";
    Put(std::move(node));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    Node node;
    node.at = PositionOf(mark);
    diagnostics_.Add(node.at, "aliases (*name) are not taken here; write the value out");
    Put(std::move(node));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    Node node;
    node.kind = Kind::kScalar;
    node.at = PositionOf(mark);
    node.scalar = value;
    node.quoted = tag == "!";
    CheckTag(tag, node.at);
    Put(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    Open(Kind::kSequence, mark, tag);
  }
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    Open(Kind::kMapping, mark, tag);
  }
  void OnMapEnd() override { Close(); }

 private:
  struct Frame {
    Node node;
    std::set<std::string, std::less<>> seen;
    bool has_key = false;
    bool skip_value = false;  // of a duplicate or impossible key
    std::string key;
    Position key_at;
  };

  bool StandsAt(std::string_view word, size_t offset) const {
    return offset < text_.size() && text_.substr(offset).starts_with(word);
  }

  void CheckTag(const std::string& tag, Position at) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    diagnostics_.Add(at, "tags (" + tag + ") are not taken here");
  }

  void Open(Kind kind, const YAML::Mark& mark, const std::string& tag) {
    Frame frame;
    frame.node.kind = kind;
    frame.node.at = PositionOf(mark);
    CheckTag(tag, frame.node.at);
    frames_.push_back(std::move(frame));
    if (static_cast<int>(frames_.size()) == limits::kMaxYamlDepth + 1) {
      diagnostics_.Add(frames_.back().node.at,
                       "nested deeper than " + std::to_string(limits::kMaxYamlDepth) + " levels");
    }
  }

  void Close() {
    Node node = std::move(frames_.back().node);
    const bool too_deep = static_cast<int>(frames_.size()) > limits::kMaxYamlDepth;
    frames_.pop_back();
    if (too_deep) {
      Node null;
      null.at = node.at;
      node = std::move(null);
    }
    Put(std::move(node));
  }

  void Put(Node node) {
    if (frames_.empty()) {
      root_ = std::move(node);
      return;
    }
    Frame& frame = frames_.back();
    if (frame.node.kind == Kind::kSequence) {
      frame.node.items.push_back(std::move(node));
      return;
    }
    if (!frame.has_key) {
      TakeKey(frame, std::move(node));
      return;
    }
    frame.has_key = false;
    if (frame.skip_value) return;
    // yaml-cpp puts a value that is not there where the next token is, lines below.
    if (node.IsNull() && node.at.line != frame.key_at.line) {
      node.at = frame.key_at;
      node.scalar.clear();
    }
    frame.node.entries.push_back({std::move(frame.key), frame.key_at, std::move(node)});
  }

  void TakeKey(Frame& frame, Node node) {
    frame.has_key = true;
    frame.skip_value = true;
    frame.key_at = node.at;
    if (!node.IsScalar()) {
      diagnostics_.Add(node.at, "a key must be a name");
      return;
    }
    if (!frame.seen.insert(node.scalar).second) {
      diagnostics_.Add(node.at, "duplicate key `" + node.scalar + "`");
      return;
    }
    frame.skip_value = false;
    frame.key = std::move(node.scalar);
  }

  std::string_view text_;
  Diagnostics& diagnostics_;
  std::vector<Frame> frames_;
  Node root_;
  bool done_ = false;
};

// Is there anything but comments, blank lines and an end mark after the first document?
class AnyEvent : public YAML::EventHandler {
 public:
  bool seen = false;
  Position at;
  void OnDocumentStart(const YAML::Mark& mark) override {
    seen = true;
    at = PositionOf(mark);
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};

// Insertions, deletions, replacements and swaps of neighbours: the mistakes of typing.
size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> before(b.size() + 1);
  std::vector<size_t> row(b.size() + 1);
  std::vector<size_t> next(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t change = row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        next[j] = std::min(next[j], before[j - 2] + 1);
      }
    }
    std::swap(before, row);
    std::swap(row, next);
  }
  return row[b.size()];
}

}  // namespace

namespace {

// What a person cannot have meant: broken UTF-8 and control characters other than tab and line
// ends.
std::optional<size_t> FirstUnreadableByte(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7f) return i;
  }
  if (IsValidUtf8(text)) return std::nullopt;
  return FirstInvalidUtf8(text);
}

}  // namespace

std::optional<Node> Parse(std::string_view text, Diagnostics& diagnostics) {
  if (text.size() > limits::kMaxYamlBytes) {
    diagnostics.Add({}, "larger than " + std::to_string(limits::kMaxYamlBytes) + " bytes");
    return std::nullopt;
  }
  if (const std::optional<size_t> bad = FirstUnreadableByte(text)) {
    const std::string_view before = text.substr(0, *bad);
    const size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    diagnostics.Add({static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
                     static_cast<int>(*bad - line_start) + 1},
                    "a control character, or not UTF-8");
    return std::nullopt;
  }
  ViewBuffer buffer(text);
  std::istream stream(&buffer);
  Builder builder(text, diagnostics);
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) {
      Node empty;
      empty.at = {1, 1};
      return empty;
    }
    AnyEvent second;
    if (parser.HandleNextDocument(second)) {
      diagnostics.Add(second.at, "a second document begins here; one file holds one");
    }
  } catch (const YAML::Exception& error) {
    diagnostics.Add(PositionOf(error.mark), error.msg);
    if (!builder.Complete()) return std::nullopt;
  } catch (const std::exception& error) {
    diagnostics.Add({}, error.what());
    return std::nullopt;
  }
  return builder.TakeRoot();
}

std::string_view Nearest(std::string_view name, std::span<const std::string_view> candidates) {
  constexpr size_t kLongestName = 128;  // bounds the work on hostile input
  if (name.size() > kLongestName) return {};
  std::string_view best;
  size_t best_distance = std::max<size_t>(1, name.size() / 3) + 1;
  for (std::string_view candidate : candidates) {
    if (candidate.size() > kLongestName || candidate == name) continue;
    const size_t longer = std::max(candidate.size(), name.size());
    if (longer - std::min(candidate.size(), name.size()) >= best_distance) continue;
    const size_t distance = EditDistance(name, candidate);
    if (distance < best_distance && distance < name.size()) {
      best = candidate;
      best_distance = distance;
    }
  }
  if (!best.empty() || name.size() < 3) return best;
  for (std::string_view candidate : candidates) {  // PHONE for PHONE_NUMBER
    if (candidate.starts_with(name) && candidate != name &&
        (best.empty() || candidate.size() < best.size())) {
      best = candidate;
    }
  }
  return best;
}

std::string DidYouMean(std::string_view name, std::span<const std::string_view> candidates) {
  const std::string_view nearest = Nearest(name, candidates);
  if (nearest.empty()) return {};
  return "; did you mean `" + std::string(nearest) + "`?";
}

}  // namespace aegis::yaml
