#include "src/explain.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace aegis {
namespace {

// Of the near misses of one place this many come before the others: a row of nine digits misses
// thirty kinds of numbers.
constexpr size_t kFirstOfPlace = 2;

using Key = std::tuple<uint32_t, uint32_t, RuleIndex>;
Key KeyOf(Span span, RuleIndex rule) { return {span.begin, span.end, rule}; }

class Maker {
 public:
  Maker(const RuleSet& rules, const Document& document, std::span<const Finding> settled,
        const Witness& witness)
      : rules_(rules), document_(document), settled_(settled) {
    for (const Sighting& seen : witness.sightings()) {
      Sighting sighting = seen;
      sighting.text = document.ToRaw(sighting.text);
      auto& by_key = sighting.verdict == Verdict::kFound ? found_ : missed_;
      const auto [known, is_new] =
          by_key.try_emplace(KeyOf(sighting.text, sighting.rule), sighting);
      // Two triggers may lead to one place, and so may two views.
      if (!is_new && IsBetter(sighting, known->second)) known->second = std::move(sighting);
    }
  }

  Explanation::Named Name(const Finding& finding, std::span<const Finding> candidates) const {
    Explanation::Named named;
    named.finding = finding;
    const Finding* winner = nullptr;
    for (const Finding& candidate : candidates) {
      if (!candidate.text.Overlaps(finding.text)) continue;
      if (winner == nullptr || NamesBetter(candidate, *winner)) winner = &candidate;
    }
    if (winner == nullptr) return named;
    for (const Finding& candidate : candidates) {
      if (&candidate == winner || !candidate.text.Overlaps(finding.text)) continue;
      // The value that was found elsewhere, too.
      if (candidate.rule == winner->rule && candidate.text == winner->text) continue;
      named.lost.push_back({candidate, AdvantageOf(*winner, candidate)});
    }
    const auto seen = found_.find(KeyOf(winner->text, winner->rule));
    if (seen != found_.end() && seen->second.score == winner->score) {
      named.sighting = seen->second;
      return named;
    }
    for (const auto& [key, sighting] : found_) {
      if (sighting.rule != winner->rule || sighting.score != winner->score ||
          sighting.text.In(document_.raw()) != winner->text.In(document_.raw())) {
        continue;
      }
      named.repeats = sighting.text;
      named.sighting = sighting;
      named.sighting.text = winner->text;
      break;
    }
    return named;
  }

  std::vector<Sighting> NearMisses() const {
    struct Miss {
      const Sighting* sighting;
      bool covered = false;  // by a finding
      bool late = false;     // others of the place come before it
    };
    std::vector<Miss> misses;
    for (const auto& [key, sighting] : missed_) {
      if (found_.contains(key)) continue;
      const Finding* finding = FindingAt(sighting.text);
      if (finding != nullptr && rules_.EntityOf(finding->rule) == rules_.EntityOf(sighting.rule)) {
        continue;
      }
      misses.push_back({&sighting, finding != nullptr && finding->text.Contains(sighting.text)});
    }
    const auto stronger = [](const Miss& a, const Miss& b) {
      return Strength(*a.sighting) > Strength(*b.sighting);
    };
    // A place: what overlaps, from one gap to the next.
    for (size_t begin = 0; begin < misses.size();) {
      uint32_t end_of_place = misses[begin].sighting->text.end;
      size_t end = begin + 1;
      for (; end < misses.size() && misses[end].sighting->text.begin < end_of_place; ++end) {
        end_of_place = std::max(end_of_place, misses[end].sighting->text.end);
      }
      std::stable_sort(misses.begin() + static_cast<std::ptrdiff_t>(begin),
                       misses.begin() + static_cast<std::ptrdiff_t>(end), stronger);
      for (size_t i = begin + kFirstOfPlace; i < end; ++i) misses[i].late = true;
      begin = end;
    }
    std::stable_sort(misses.begin(), misses.end(), [&](const Miss& a, const Miss& b) {
      const auto rank = [](const Miss& miss) { return std::tuple(miss.covered, miss.late); };
      return rank(a) != rank(b) ? rank(a) < rank(b) : stronger(a, b);
    });
    std::vector<Sighting> sightings;
    for (const Miss& miss : misses) sightings.push_back(*miss.sighting);
    return sightings;
  }

 private:
  static bool IsBetter(const Sighting& a, const Sighting& b) {
    return a.verdict == Verdict::kFound ? a.score > b.score : Strength(a) > Strength(b);
  }

  const Finding* FindingAt(Span span) const {
    const auto after = std::upper_bound(
        settled_.begin(), settled_.end(), span.begin,
        [](uint32_t offset, const Finding& finding) { return offset < finding.text.end; });
    return after != settled_.end() && after->text.Overlaps(span) ? &*after : nullptr;
  }

  const RuleSet& rules_;
  const Document& document_;
  std::span<const Finding> settled_;
  std::map<Key, Sighting> found_;
  std::map<Key, Sighting> missed_;
};

}  // namespace

Explanation MakeExplanation(const RuleSet& rules, const Document& document,
                            std::span<const Finding> settled, std::span<const Finding> candidates,
                            const Witness& witness, size_t most_near_misses) {
  const Maker maker(rules, document, settled, witness);
  Explanation explanation;
  // Both are in order: those that overlap a finding stand together.
  auto first = candidates.begin();
  for (const Finding& finding : settled) {
    while (first != candidates.end() && first->text.end <= finding.text.begin) ++first;
    auto last = first;
    while (last != candidates.end() && last->text.begin < finding.text.end) ++last;
    explanation.findings.push_back(maker.Name(finding, {first, last}));
  }
  explanation.near_misses = maker.NearMisses();
  explanation.more_near_misses = witness.forgotten();
  if (explanation.near_misses.size() > most_near_misses) {
    explanation.more_near_misses += explanation.near_misses.size() - most_near_misses;
    explanation.near_misses.resize(most_near_misses);
  }
  return explanation;
}

}  // namespace aegis
