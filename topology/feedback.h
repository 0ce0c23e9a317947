// Routes that feed themselves: a record that comes back as input goes round for ever. Checked
// twice: here, on the configuration alone, with the named topics and with topics made up from the
// patterns; and by the router on every real topic.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "topology/router.h"

namespace aegis::topology {

struct Feedback {
  size_t route = 0;  // where the way round begins
  std::vector<std::string>
      topics;      // the way: first … last, where last is input again; made-up names for patterns
  std::string by;  // what the last step is: "output", "dead letter", "duplicates" or "receipts"
};

// Topics that a pattern would match, a few of them, shortest first. Every one was matched against
// the pattern. Empty when the pattern says something this does not understand; then only the
// router's check stands.
std::vector<std::string> SampleTopics(const std::string& pattern);

// Null when no way round was found. Begins with the named inputs, with topics made up from the
// patterns, and with everything that is written under a name of its own.
std::optional<Feedback> FindFeedback(const std::vector<Route>& routes, const std::string& receipts);

// The same from real topics, where made-up ones could not tell. From may be called by several
// threads.
class FeedbackFinder {
 public:
  FeedbackFinder(std::vector<Route> routes, std::string receipts);
  ~FeedbackFinder();
  std::optional<Feedback> From(std::span<const std::string> topics) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};
std::optional<Feedback> FindFeedback(const std::vector<Route>& routes, const std::string& receipts,
                                     const std::vector<std::string>& topics);
// "a → b → a (output)", shortened.
std::string DescribeFeedback(const Feedback& feedback);

// What Route::output makes of a topic. `groups[n]` is what ${n} stands for.
std::string FillTemplate(std::string_view text, std::string_view topic,
                         const std::vector<std::string>& groups);
// Kafka's rule: 1 to 249 of letters, digits, '.', '_' and '-'; not "." or "..". Empty: fine; else
// what is wrong.
std::string WrongTopicName(std::string_view name);
// Of a template. Empty: fine. groups: how many the pattern has; -1: the route
// has no pattern.
std::string WrongTemplate(std::string_view text, int groups);

}  // namespace aegis::topology
