#include "topology/feedback.h"

#include <regex.h>

#include <algorithm>
#include <set>

#include "src/base/limits.h"

namespace aegis::topology {
namespace {

class Regex {
 public:
  explicit Regex(const std::string& pattern) {
    compiled_ = !pattern.empty() && regcomp(&regex_, pattern.c_str(), REG_EXTENDED) == 0;
  }
  ~Regex() {
    if (compiled_) regfree(&regex_);
  }
  Regex(const Regex&) = delete;
  Regex& operator=(const Regex&) = delete;

  bool Match(const std::string& text, std::vector<std::string>* groups) const {
    regmatch_t found[10];
    if (!compiled_ || regexec(&regex_, text.c_str(), 10, found, 0) != 0) return false;
    if (groups != nullptr) {
      groups->clear();
      for (const regmatch_t& at : found) {
        groups->push_back(at.rm_so < 0 ? std::string()
                                       : text.substr(static_cast<size_t>(at.rm_so),
                                                     static_cast<size_t>(at.rm_eo - at.rm_so)));
      }
    }
    return true;
  }

 private:
  regex_t regex_{};
  bool compiled_ = false;
};

// Makes words of a POSIX extended expression: every alternative, and every repetition with its
// least and one more count. Not a matcher: what it makes is matched afterwards by the real one.
class Sampler {
 public:
  explicit Sampler(std::string_view pattern) : rest_(pattern) {}

  std::vector<std::string> Run() {
    std::vector<std::string> words = Alternatives();
    return failed_ || !rest_.empty() ? std::vector<std::string>() : words;
  }

 private:
  using Words = std::vector<std::string>;
  static constexpr size_t kMostWords = 48;
  static constexpr int kMostRepeats = 8;

  char Peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  char Take() {
    const char c = Peek();
    if (!rest_.empty()) rest_.remove_prefix(1);
    return c;
  }

  static void Bound(Words& words) {
    std::sort(words.begin(), words.end(), [](const std::string& a, const std::string& b) {
      return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
    words.erase(std::unique(words.begin(), words.end()), words.end());
    if (words.size() > kMostWords) words.resize(kMostWords);
  }

  static Words Joined(const Words& left, const Words& right) {
    Words out;
    for (const std::string& a : left) {
      for (const std::string& b : right) out.push_back(a + b);
    }
    Bound(out);
    return out;
  }

  Words Alternatives() {
    Words all = Sequence();
    while (Peek() == '|') {
      Take();
      const Words more = Sequence();
      all.insert(all.end(), more.begin(), more.end());
    }
    Bound(all);
    return all;
  }

  Words Sequence() {
    Words words = {""};
    while (!failed_ && !rest_.empty() && Peek() != '|' && Peek() != ')') {
      words = Joined(words, Repeated(Atom()));
    }
    return words;
  }

  Words Repeated(const Words& atom) {
    Words words = atom;
    for (;;) {
      int least;
      const char c = Peek();
      if (c == '*' || c == '?') {
        least = 0;
        Take();
      } else if (c == '+') {
        least = 1;
        Take();
      } else if (c == '{') {
        Take();
        least = 0;
        while (Peek() >= '0' && Peek() <= '9' && least <= kMostRepeats)
          least = least * 10 + (Take() - '0');
        while (!rest_.empty() && Peek() != '}') Take();
        if (Take() != '}' || least > kMostRepeats) failed_ = true;
      } else {
        return words;
      }
      Words once = {""};
      for (int i = 0; i < least; ++i) once = Joined(once, words);
      Words more = Joined(once, words);
      once.insert(once.end(), more.begin(), more.end());
      Bound(once);
      words = once;
      if (failed_) return words;
    }
  }

  Words Atom() {
    const char c = Take();
    switch (c) {
      case '^':
      case '$':
        return {""};
      case '.':
        return {"x"};
      case '\\': {
        const char escaped = Take();
        // \w, \b and their like are extensions with a meaning of their own.
        if (escaped == '\0' || std::isalnum(static_cast<unsigned char>(escaped))) failed_ = true;
        return {std::string(1, escaped)};
      }
      case '(': {
        Words inner = Alternatives();
        if (Take() != ')') failed_ = true;
        return inner;
      }
      case '[':
        return Bracket();
      default:
        return {std::string(1, c)};
    }
  }

  // A few members: the real matcher says which characters of a topic name are in.
  Words Bracket() {
    std::string set = "[";
    if (Peek() == '^') set += Take();
    if (Peek() == ']') set += Take();
    while (!rest_.empty() && Peek() != ']') {
      if (rest_.starts_with("[:")) {
        const size_t close = rest_.find(":]");
        if (close == std::string_view::npos) break;
        set += rest_.substr(0, close + 2);
        rest_.remove_prefix(close + 2);
        continue;
      }
      set += Take();
    }
    if (Take() != ']') failed_ = true;
    set += ']';
    const Regex one("^" + set + "$");
    Words words;
    for (const char candidate : std::string_view("xa0-._XzAZ9")) {
      if (words.size() < 3 && one.Match(std::string(1, candidate), nullptr))
        words.emplace_back(1, candidate);
    }
    for (int c = '0'; words.empty() && c <= 'z'; ++c) {
      if (one.Match(std::string(1, static_cast<char>(c)), nullptr))
        words.emplace_back(1, static_cast<char>(c));
    }
    if (words.empty()) failed_ = true;
    return words;
  }

  std::string_view rest_;
  bool failed_ = false;
};

using Regexes = std::vector<std::unique_ptr<Regex>>;  // of each route; nothing matches an empty one

class Walk {
 public:
  Walk(const std::vector<Route>& routes, const std::string& receipts, const Regexes& regexes)
      : routes_(routes), receipts_(receipts), regexes_(regexes) {}

  // Depth first over the topics that follow from this one. A topic seen twice on one way, or a way
  // longer than any without a repetition can be, is a way round.
  bool From(const std::string& topic) {
    const auto on_way = std::find(way_.begin(), way_.end(), topic);
    if (on_way != way_.end() || way_.size() > limits::kMostRouteHops) {
      // Only the round itself is of interest, not the way to it.
      if (on_way != way_.end()) {
        const auto skip = on_way - way_.begin();
        way_.erase(way_.begin(), way_.begin() + skip);
        by_.erase(by_.begin(), by_.begin() + skip);
        through_.erase(through_.begin(), through_.begin() + skip);
      }
      way_.push_back(topic);
      return true;
    }
    if (done_.contains(topic) || done_.size() > limits::kMostTopicsWalked) return false;
    way_.push_back(topic);
    for (size_t i = 0; i < routes_.size(); ++i) {
      std::vector<std::string> groups;
      if (!Reads(i, topic, groups)) continue;
      if (Step(i, FillTemplate(routes_[i].output, topic, groups), "output")) return true;
      if (Step(i, routes_[i].dead_letter, "dead letter")) return true;
      if (Step(i, routes_[i].duplicates, "duplicates")) return true;
      if (Step(i, receipts_, "receipts")) return true;
    }
    way_.pop_back();
    done_.insert(topic);
    return false;
  }

  bool Reads(size_t route, const std::string& topic, std::vector<std::string>& groups) const {
    const Route& r = routes_[route];
    if (std::find(r.topics.begin(), r.topics.end(), topic) != r.topics.end()) {
      groups.assign(1, topic);
      return true;
    }
    return regexes_[route]->Match(topic, &groups);
  }

  Feedback Found() const { return {through_.front(), way_, by_.back()}; }

 private:
  bool Step(size_t route, const std::string& to, const char* by) {
    if (to.empty()) return false;
    through_.push_back(route);
    by_.push_back(by);
    if (From(to)) return true;
    through_.pop_back();
    by_.pop_back();
    return false;
  }

  const std::vector<Route>& routes_;
  const std::string& receipts_;
  const Regexes& regexes_;
  std::vector<std::string> way_;
  std::vector<std::string> by_;  // by_[i]: how way_[i + 1] follows from way_[i]
  std::vector<size_t> through_;  // and by which route
  std::set<std::string> done_;
};

bool IsTopicChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-';
}

}  // namespace

std::vector<std::string> SampleTopics(const std::string& pattern) {
  const Regex regex(pattern);
  std::vector<std::string> topics;
  for (std::string& word : Sampler(pattern).Run()) {
    if (!WrongTopicName(word).empty() || !regex.Match(word, nullptr)) continue;
    topics.push_back(std::move(word));
  }
  return topics;
}

struct FeedbackFinder::Compiled {
  std::vector<Route> routes;
  std::string receipts;
  Regexes regexes;
};

FeedbackFinder::FeedbackFinder(std::vector<Route> routes, std::string receipts)
    : compiled_(std::make_unique<Compiled>()) {
  for (const Route& route : routes) {
    compiled_->regexes.push_back(std::make_unique<Regex>(route.pattern));
  }
  compiled_->routes = std::move(routes);
  compiled_->receipts = std::move(receipts);
}
FeedbackFinder::~FeedbackFinder() = default;

std::optional<Feedback> FeedbackFinder::From(std::span<const std::string> topics) const {
  Walk walk(compiled_->routes, compiled_->receipts, compiled_->regexes);
  for (const std::string& topic : topics) {
    if (walk.From(topic)) return walk.Found();
  }
  return std::nullopt;
}

std::optional<Feedback> FindFeedback(const std::vector<Route>& routes, const std::string& receipts,
                                     const std::vector<std::string>& topics) {
  return FeedbackFinder(routes, receipts).From(topics);
}

std::optional<Feedback> FindFeedback(const std::vector<Route>& routes,
                                     const std::string& receipts) {
  std::vector<std::string> inputs;
  for (const Route& route : routes) {
    const std::vector<std::string> more =
        route.pattern.empty() ? route.topics : SampleTopics(route.pattern);
    inputs.insert(inputs.end(), more.begin(), more.end());
  }
  // What is written is known where it has no ${…}, however little was made up from the patterns.
  for (const Route& route : routes) {
    if (route.output.find("${") == std::string::npos) inputs.push_back(route.output);
    inputs.push_back(route.dead_letter);
    inputs.push_back(route.duplicates);
  }
  inputs.push_back(receipts);
  std::erase(inputs, "");
  return FindFeedback(routes, receipts, inputs);
}

std::string DescribeFeedback(const Feedback& feedback) {
  constexpr size_t kShown = 8;
  std::string way;
  for (size_t i = 0; i < std::min(feedback.topics.size(), kShown); ++i) {
    way += (i == 0 ? "" : " → ") + feedback.topics[i];
  }
  return way + (feedback.topics.size() > kShown ? " → …" : "") + " (" + feedback.by + ")";
}

std::string FillTemplate(std::string_view text, std::string_view topic,
                         const std::vector<std::string>& groups) {
  std::string out;
  while (!text.empty()) {
    const size_t open = text.find("${");
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    text.remove_prefix(open + 2);
    const size_t close = text.find('}');
    const std::string_view name = text.substr(0, close);
    if (name == "topic") {
      out += topic;
    } else if (name.size() == 1 && name[0] >= '0' && name[0] <= '9') {
      const size_t group = static_cast<size_t>(name[0] - '0');
      if (group < groups.size()) out += groups[group];
    }
    text.remove_prefix(close == std::string_view::npos ? text.size() : close + 1);
  }
  return out;
}

std::string WrongTopicName(std::string_view name) {
  if (name.empty()) return "a topic's name is empty";
  if (name.size() > 249) return "a topic's name has at most 249 characters";
  if (name == "." || name == "..") return "a topic cannot be called `" + std::string(name) + "`";
  for (const char c : name) {
    if (!IsTopicChar(c)) {
      return "`" + std::string(name) +
             "` is no topic's name: letters, digits, '.', '_' and '-' only";
    }
  }
  return {};
}

std::string WrongTemplate(std::string_view text, int groups) {
  constexpr const char* kHow =
      "an output's name may hold ${topic} and the groups of the pattern, ${1} to ${9}";
  std::string plain;
  std::string_view rest = text;
  bool any = false;
  while (!rest.empty()) {
    const size_t open = rest.find_first_of("${}");
    plain += rest.substr(0, open);
    if (open == std::string_view::npos) break;
    rest.remove_prefix(open);
    const size_t close = rest.find('}');
    if (!rest.starts_with("${") || close == std::string_view::npos) return kHow;
    const std::string_view name = rest.substr(2, close - 2);
    const bool group = name.size() == 1 && name[0] >= '1' && name[0] <= '9';
    if (name != "topic" && !group) return kHow;
    const std::string written = "${" + std::string(name) + "}";
    if (group && groups < 0)
      return written + " is a group of `from.pattern`, and this route has no pattern";
    if (group && name[0] - '0' > groups) {
      return "the pattern has " + std::to_string(groups) + (groups == 1 ? " group" : " groups") +
             ", so " + written + " stands for nothing";
    }
    any = true;
    rest.remove_prefix(close + 1);
  }
  if (any && plain.empty()) return {};
  return WrongTopicName(any ? "x" + plain : plain);
}

}  // namespace aegis::topology
