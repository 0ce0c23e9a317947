// Tree → program, and the filter of the same pattern.
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "src/base/limits.h"
#include "src/detect/regex_tree.h"

namespace aegis::detect {

namespace {

using Kind = RegexNode::Kind;

struct ByteRange {
  uint8_t low = 0;
  uint8_t high = 0;
};
using ByteSequence = std::vector<ByteRange>;

// Any character beyond ASCII. Looser than UTF-8, and the same on text that is UTF-8.
const std::vector<ByteSequence> kAnyNonAscii = {
    {{0xc2, 0xdf}, {0x80, 0xbf}},
    {{0xe0, 0xef}, {0x80, 0xbf}, {0x80, 0xbf}},
    {{0xf0, 0xf4}, {0x80, 0xbf}, {0x80, 0xbf}, {0x80, 0xbf}},
};

size_t Encode(uint32_t point, std::array<uint8_t, 4>& bytes) {
  const auto more = [point](int shift) {
    return static_cast<uint8_t>(0x80 | (point >> shift & 0x3f));
  };
  if (point < 0x800) {
    bytes = {static_cast<uint8_t>(0xc0 | point >> 6), more(0)};
    return 2;
  }
  if (point < 0x10000) {
    bytes = {static_cast<uint8_t>(0xe0 | point >> 12), more(6), more(0)};
    return 3;
  }
  bytes = {static_cast<uint8_t>(0xf0 | point >> 18), more(12), more(6), more(0)};
  return 4;
}

// The UTF-8 of low..high, none of it ASCII, as sequences of ranges of bytes.
void AddSequences(uint32_t low, uint32_t high, std::vector<ByteSequence>& sequences) {
  for (const uint32_t last : {0x7ffu, 0xffffu}) {
    if (low <= last && last < high) {
      AddSequences(low, last, sequences);
      AddSequences(last + 1, high, sequences);
      return;
    }
  }
  // All that share the bytes in front, from the shortest tail on.
  for (int shift = 6; shift <= 18; shift += 6) {
    const uint32_t mask = (1u << shift) - 1;
    if ((low & ~mask) == (high & ~mask)) break;
    if ((low & mask) != 0) {
      AddSequences(low, low | mask, sequences);
      AddSequences((low | mask) + 1, high, sequences);
      return;
    }
    if ((high & mask) != mask) {
      AddSequences(low, (high & ~mask) - 1, sequences);
      AddSequences(high & ~mask, high, sequences);
      return;
    }
  }
  std::array<uint8_t, 4> from{};
  std::array<uint8_t, 4> to{};
  const size_t size = Encode(low, from);
  Encode(high, to);
  ByteSequence sequence;
  for (size_t i = 0; i < size; ++i) sequence.push_back({from[i], to[i]});
  sequences.push_back(std::move(sequence));
}

struct Bytes {
  ByteSet ascii;
  bool any_ascii = false;
  std::vector<ByteSequence> longer;
};

Bytes BytesOf(const Points& points) {
  Bytes bytes;
  bool all = false;
  for (const PointRange& range : points) {
    for (uint32_t point = range.low; point <= std::min(range.high, 0x7fu); ++point) {
      bytes.ascii.Add(static_cast<char>(point));
      bytes.any_ascii = true;
    }
    all = all || (range.low <= 0x80 && range.high == kMaxPoint);
  }
  if (all) {
    bytes.longer = kAnyNonAscii;
    return bytes;
  }
  for (const PointRange& range : points) {
    if (range.high >= 0x80) AddSequences(std::max(range.low, 0x80u), range.high, bytes.longer);
  }
  return bytes;
}

size_t Times(size_t bytes, uint32_t count) {
  if (bytes == 0 || count == 0) return 0;
  if (bytes == Regex::kUnbounded || count == RegexNode::kNoEnd) return Regex::kUnbounded;
  return bytes * count;
}

size_t MostBytes(const RegexNode& node) {
  size_t most = 0;
  switch (node.kind) {
    case Kind::kAssert:
      return 0;
    case Kind::kSet: {
      const uint32_t last = node.points.back().high;
      return last < 0x80 ? 1 : last < 0x800 ? 2 : last < 0x10000 ? 3 : 4;
    }
    case Kind::kRepeat:
      return Times(MostBytes(node.children.front()), node.most);
    case Kind::kEither:
      for (const RegexNode& child : node.children) most = std::max(most, MostBytes(child));
      return most;
    case Kind::kSequence:
    case Kind::kValue:
      for (const RegexNode& child : node.children) {
        const size_t bytes = MostBytes(child);
        if (bytes == Regex::kUnbounded) return bytes;
        most += bytes;
      }
      return most;
  }
  return most;
}

// The most bytes of a match that goes on no longer than it must, once it has begun to be one.
size_t Reach(const RegexNode& node) {
  size_t most = 0;
  switch (node.kind) {
    case Kind::kAssert:
    case Kind::kSet:
      return MostBytes(node);
    case Kind::kEither:
      for (const RegexNode& child : node.children) most = std::max(most, Reach(child));
      return most;
    case Kind::kRepeat: {
      if (node.least == 0) return 0;
      const size_t before = Times(MostBytes(node.children.front()), node.least - 1);
      return before == Regex::kUnbounded ? before : before + Reach(node.children.front());
    }
    case Kind::kSequence:
    case Kind::kValue:
      break;
  }
  // What may be missing at the end is.
  bool is_tail = true;
  for (size_t i = node.children.size(); i-- > 0;) {
    const RegexNode& child = node.children[i];
    if (is_tail && child.MayBeEmpty()) continue;
    const size_t bytes = is_tail ? Reach(child) : MostBytes(child);
    if (bytes == Regex::kUnbounded) return bytes;
    most += bytes;
    is_tail = false;
  }
  return most;
}

std::string Hex(uint8_t byte) {
  constexpr std::string_view kHex = "0123456789abcdef";
  return std::string("\\x") + kHex[byte >> 4] + kHex[byte & 15];
}

std::string FilterClass(ByteRange range) {
  if (range.low == range.high) return Hex(range.low);
  return "[" + Hex(range.low) + "-" + Hex(range.high) + "]";
}

void AppendFilter(const RegexNode& node, std::string& out);

void AppendFilterOfSet(const Points& points, std::string& out) {
  const Bytes bytes = BytesOf(points);
  std::vector<std::string> ways;
  if (bytes.any_ascii) {
    std::string ascii = "[";
    for (int low = 0; low < 0x80; ++low) {
      if (!bytes.ascii.Has(static_cast<char>(low))) continue;
      int high = low;
      while (high + 1 < 0x80 && bytes.ascii.Has(static_cast<char>(high + 1))) ++high;
      ascii += Hex(static_cast<uint8_t>(low));
      if (high > low) ascii += "-" + Hex(static_cast<uint8_t>(high));
      low = high;
    }
    ways.push_back(ascii + "]");
  }
  for (const ByteSequence& sequence : bytes.longer) {
    std::string way;
    for (ByteRange range : sequence) way += FilterClass(range);
    ways.push_back(std::move(way));
  }
  if (ways.size() == 1 && bytes.any_ascii) {
    out += ways.front();
    return;
  }
  out += "(?:";
  for (size_t i = 0; i < ways.size(); ++i) out += (i == 0 ? "" : "|") + ways[i];
  out += ")";
}

void AppendFilter(const RegexNode& node, std::string& out) {
  switch (node.kind) {
    case Kind::kAssert:
      return;
    case Kind::kSet:
      AppendFilterOfSet(node.points, out);
      return;
    case Kind::kSequence:
    case Kind::kValue:
      for (const RegexNode& child : node.children) AppendFilter(child, out);
      return;
    case Kind::kEither:
      out += "(?:";
      for (size_t i = 0; i < node.children.size(); ++i) {
        if (i != 0) out += "|";
        AppendFilter(node.children[i], out);
      }
      out += ")";
      return;
    case Kind::kRepeat:
      break;
  }
  std::string inside;
  AppendFilter(node.children.front(), inside);
  if (inside.empty()) return;
  // High counts make such engines large and slow, and say little about where a match ends.
  constexpr uint32_t kMostCounted = 32;
  const uint32_t least = std::min(node.least, kMostCounted);
  out += "(?:" + inside + "){" + std::to_string(least);
  if (node.most > kMostCounted) {
    out += ",";
  } else if (node.most != least) {
    out += "," + std::to_string(node.most);
  }
  out += "}";
}

// Does something in a sequence, all else in which may be missing, repeat without an end?
bool IsRepetitionItself(const RegexNode& node) {
  switch (node.kind) {
    case Kind::kSet:
    case Kind::kAssert:
      return false;
    case Kind::kRepeat:
      return node.most == RegexNode::kNoEnd || IsRepetitionItself(node.children.front());
    case Kind::kEither:
      return std::any_of(node.children.begin(), node.children.end(), IsRepetitionItself);
    case Kind::kValue:
    case Kind::kSequence:
      break;
  }
  for (size_t i = 0; i < node.children.size(); ++i) {
    if (!IsRepetitionItself(node.children[i])) continue;
    bool rest_may_miss = true;
    for (size_t k = 0; k < node.children.size(); ++k) {
      rest_may_miss = rest_may_miss && (k == i || node.children[k].MayBeEmpty());
    }
    if (rest_may_miss) return true;
  }
  return false;
}

bool Overlap(const Points& a, const Points& b) {
  for (const PointRange& x : a) {
    for (const PointRange& y : b) {
      if (x.low <= y.high && y.low <= x.high) return true;
    }
  }
  return false;
}

// The character that a way is made of, when it is one; null otherwise.
const Points* OneCharacter(const RegexNode& node) {
  if (node.kind == Kind::kSet) return &node.points;
  if (node.kind != Kind::kRepeat && node.kind != Kind::kSequence) return nullptr;
  const Points* points = nullptr;
  for (const RegexNode& child : node.children) {
    const Points* of_child = OneCharacter(child);
    if (of_child == nullptr) return nullptr;
    if (points == nullptr) points = of_child;
    if (points->size() != of_child->size() ||
        !std::equal(points->begin(), points->end(), of_child->begin(),
                    [](const PointRange& x, const PointRange& y) {
                      return x.low == y.low && x.high == y.high;
                    })) {
      return nullptr;
    }
  }
  return points;
}

// a|a, \w|\d, a|aa: what repeats them may read one text in many ways.
bool HasTwoWaysForOneText(const RegexNode& node) {
  if (node.kind == Kind::kSequence && node.children.size() == 1) {
    return HasTwoWaysForOneText(node.children.front());
  }
  if (node.kind != Kind::kEither) return false;
  std::vector<const Points*> seen;
  for (const RegexNode& child : node.children) {
    const Points* points = OneCharacter(child);
    if (points == nullptr) continue;
    for (const Points* other : seen) {
      if (Overlap(*points, *other)) return true;
    }
    seen.push_back(points);
  }
  return false;
}

// Repetition without an end of what is ambiguous; null when there is none.
const RegexNode* FindCostly(const RegexNode& node) {
  if (node.kind == Kind::kRepeat && node.most == RegexNode::kNoEnd &&
      (IsRepetitionItself(node.children.front()) || HasTwoWaysForOneText(node.children.front()))) {
    return &node;
  }
  for (const RegexNode& child : node.children) {
    if (const RegexNode* found = FindCostly(child)) return found;
  }
  return nullptr;
}

// The part named `value`, and whether it is in a repetition.
const RegexNode* FindValuePart(const RegexNode& node, bool in_repeat, bool& repeated) {
  if (node.kind == Kind::kValue) {
    repeated = in_repeat;
    return &node;
  }
  for (const RegexNode& child : node.children) {
    if (const RegexNode* found =
            FindValuePart(child, in_repeat || node.kind == Kind::kRepeat, repeated)) {
      return found;
    }
  }
  return nullptr;
}

}  // namespace

class RegexCompiler {
 public:
  explicit RegexCompiler(Regex& regex) : regex_(regex) {}

  // False: it grew too large.
  bool Run(const RegexNode& root) {
    const uint32_t match = Put(Regex::Op::kMatch, 0, 0);
    entry_ = Emit(root, match);
    if (too_large_) return false;
    // The search begins with the last.
    Put(Regex::Op::kSplit, entry_, entry_);
    return !too_large_;
  }

 private:
  using Op = Regex::Op;

  uint32_t Put(Op op, uint32_t next, uint32_t argument) {
    if (regex_.program_.size() >= limits::kMaxRegexStates) {
      too_large_ = true;
      return 0;
    }
    regex_.program_.push_back({op, next, argument});
    return static_cast<uint32_t>(regex_.program_.size() - 1);
  }

  uint32_t SetNumber(const ByteSet& set) {
    for (size_t i = 0; i < regex_.sets_.size(); ++i) {
      if (regex_.sets_[i] == set) return static_cast<uint32_t>(i);
    }
    regex_.sets_.push_back(set);
    return static_cast<uint32_t>(regex_.sets_.size() - 1);
  }

  // The state with which the node begins, and behind which `next` follows.
  uint32_t Emit(const RegexNode& node, uint32_t next) {
    if (too_large_) return 0;
    switch (node.kind) {
      case Kind::kSet:
        return EmitSet(node.points, next);
      case Kind::kAssert:
        return Put(Op::kAssert, next, node.assertion);
      case Kind::kSequence:
        for (size_t i = node.children.size(); i-- > 0;) next = Emit(node.children[i], next);
        return next;
      case Kind::kEither: {
        uint32_t way = Emit(node.children.back(), next);
        for (size_t i = node.children.size() - 1; i-- > 0;) {
          way = Put(Op::kSplit, Emit(node.children[i], next), way);
        }
        return way;
      }
      case Kind::kValue:
        regex_.has_value_ = true;
        return Put(Op::kValueBegin, Emit(node.children.front(), Put(Op::kValueEnd, next, 0)), 0);
      case Kind::kRepeat:
        break;
    }
    const RegexNode& child = node.children.front();
    uint32_t copies = node.least;
    uint32_t at = next;
    if (node.most == RegexNode::kNoEnd) {
      const uint32_t again = Put(Op::kSplit, 0, next);
      const uint32_t body = Emit(child, again);
      if (too_large_) return 0;
      regex_.program_[again].next = body;
      at = again;
      if (copies > 0) {
        at = body;
        --copies;
      }
    } else {
      for (uint32_t i = node.least; i < node.most && !too_large_; ++i) {
        at = Put(Op::kSplit, Emit(child, at), next);
      }
    }
    for (uint32_t i = 0; i < copies && !too_large_; ++i) at = Emit(child, at);
    return at;
  }

  uint32_t EmitSet(const Points& points, uint32_t next) {
    const Bytes bytes = BytesOf(points);
    bool any = false;
    uint32_t way = 0;
    const auto add = [&](uint32_t state) {
      way = any ? Put(Op::kSplit, state, way) : state;
      any = true;
    };
    for (const ByteSequence& sequence : bytes.longer) {
      uint32_t at = next;
      for (size_t i = sequence.size(); i-- > 0;) {
        ByteSet set;
        set.AddRange(static_cast<char>(sequence[i].low), static_cast<char>(sequence[i].high));
        at = Put(Op::kSet, at, SetNumber(set));
      }
      add(at);
    }
    if (bytes.any_ascii) add(Put(Op::kSet, next, SetNumber(bytes.ascii)));
    return way;
  }

  Regex& regex_;
  uint32_t entry_ = 0;
  bool too_large_ = false;
};

tl::expected<Regex, RegexError> Regex::Parse(std::string_view pattern, bool any_case) {
  const auto wrong = [](size_t at, std::string message) {
    return tl::unexpected(RegexError{at, std::move(message)});
  };
  if (pattern.size() > limits::kMaxRegexBytes) {
    return wrong(0, "a pattern has at most " + std::to_string(limits::kMaxRegexBytes) +
                        " bytes; write several rules, or a `dictionary` for a list of words");
  }
  const auto tree = ParseRegex(pattern, any_case);
  if (!tree) return tl::unexpected(tree.error());
  if (tree->MayBeEmpty()) {
    return wrong(
        0,
        "the pattern matches the empty text, which is everywhere; let something be needed: "
        "`+` for `*`, or {1,n} for {0,n}");
  }
  bool repeated = false;
  if (const RegexNode* value = FindValuePart(*tree, false, repeated)) {
    if (repeated) return wrong(value->at, "the part named `value` must not be in a repetition");
    if (value->MayBeEmpty()) return wrong(value->at, "the part named `value` may be empty");
  }
  if (const RegexNode* costly = FindCostly(*tree)) {
    return wrong(
        costly->at,
        "this repeats without an end what matches the same text in several ways itself, and "
        "the ways multiply; write `a+` for `(a+)+`, and one class, `[ab]+`, for `(a|b|ab)+`");
  }
  Regex regex;
  if (!RegexCompiler(regex).Run(*tree)) {
    return wrong(0,
                 "the pattern grows to more than " + std::to_string(limits::kMaxRegexStates) +
                     " steps, because counts in it multiply; lower them, or write `+` for a high "
                     "count");
  }
  AppendFilter(*tree, regex.filter_);
  regex.reach_ = Reach(*tree);
  // What may come first, whatever the anchors in front of it say.
  std::vector<bool> seen(regex.program_.size());
  std::vector<uint32_t> open = {static_cast<uint32_t>(regex.program_.size() - 1)};
  while (!open.empty()) {
    const uint32_t state = open.back();
    open.pop_back();
    if (seen[state]) continue;
    seen[state] = true;
    const Instruction& at = regex.program_[state];
    if (at.op == Op::kSet) {
      regex.first_.Add(regex.sets_[at.argument]);
    } else if (at.op != Op::kMatch) {
      open.push_back(at.next);
      if (at.op == Op::kSplit) open.push_back(at.argument);
    }
  }
  const std::optional<size_t> threads = regex.MostThreads();
  if (!threads) {
    return wrong(0,
                 "the pattern has too many ways to tell what they cost; write several rules, or a "
                 "`dictionary` for a list of words");
  }
  if (*threads > limits::kMaxRegexThreads) {
    return wrong(
        0, "a text of what the pattern may begin with keeps more than " +
               std::to_string(limits::kMaxRegexThreads) +
               " of its ways open at each byte; write `+` for a high count, or let it begin with "
               "something rarer, such as a prefix or `\\b`");
  }
  return regex;
}

// Of the texts that are worst for the pattern, one: byte after byte that which keeps most ways
// open. Nothing: that takes more work than a start should.
std::optional<size_t> Regex::MostThreads() const {
  constexpr size_t kMostBytes = 400;
  constexpr size_t kMostStates = 50'000'000;
  // Bytes that no set tells apart are one.
  std::map<std::vector<bool>, char> kinds;
  for (int byte = 0; byte < 256; ++byte) {
    std::vector<bool> kind;
    for (const ByteSet& set : sets_) kind.push_back(set.Has(static_cast<char>(byte)));
    kinds.try_emplace(std::move(kind), static_cast<char>(byte));
  }
  const auto start = static_cast<uint32_t>(program_.size() - 1);
  std::vector<uint32_t> seen(program_.size());
  size_t followed = 0;
  uint32_t round = 0;
  std::vector<uint32_t> open;
  // The states that read a byte, once `byte` was read from `now`.
  const auto step = [&](const std::vector<uint32_t>& now, char byte, std::vector<uint32_t>& then) {
    ++round;
    then.clear();
    open.assign(1, start);
    for (uint32_t state : now) {
      if (sets_[program_[state].argument].Has(byte)) open.push_back(program_[state].next);
    }
    while (!open.empty()) {
      const uint32_t state = open.back();
      open.pop_back();
      ++followed;
      if (seen[state] == round) continue;
      seen[state] = round;
      const Instruction& at = program_[state];
      if (at.op == Op::kSet) {
        then.push_back(state);
      } else if (at.op != Op::kMatch) {
        open.push_back(at.next);
        if (at.op == Op::kSplit) open.push_back(at.argument);
      }
    }
  };
  std::vector<uint32_t> now;
  std::vector<uint32_t> then;
  std::vector<uint32_t> best;
  step({}, '\0', now);
  const size_t always = now.size();
  size_t most = 0;
  for (size_t i = 0; i < kMostBytes && most <= limits::kMaxRegexThreads; ++i) {
    best.clear();
    for (const auto& [kind, byte] : kinds) {
      step(now, byte, then);
      // Of two, the one that got on farther: what follows has lower numbers.
      const bool farther =
          then.size() == best.size() && !then.empty() &&
          *std::min_element(then.begin(), then.end()) < *std::min_element(best.begin(), best.end());
      if (then.size() > best.size() || farther) std::swap(then, best);
    }
    if (followed > kMostStates) return std::nullopt;
    if (best == now) break;  // from here on it is the same
    std::swap(now, best);
    most = std::max(most, now.size() - std::min(now.size(), always));
  }
  return most;
}

}  // namespace aegis::detect
