#include "src/detect/overlap.h"

namespace aegis {

bool NamesBetter(const Finding& a, const Finding& b) {
  // A token is a token, whatever its payload names.
  if (a.inside != b.inside) return b.inside;
  if (a.score != b.score) return a.score > b.score;
  if (a.text.size() != b.text.size()) return a.text.size() > b.text.size();
  return a.rule < b.rule;
}

Advantage AdvantageOf(const Finding& winner, const Finding& loser) {
  if (winner.inside != loser.inside) return Advantage::kWhole;
  if (winner.score != loser.score) return Advantage::kScore;
  if (winner.text.size() != loser.text.size()) return Advantage::kLength;
  return Advantage::kOrder;
}

std::span<Finding> SettleOverlaps(std::span<Finding> findings) {
  size_t settled = 0;
  for (size_t i = 0; i < findings.size();) {
    // Findings are sorted by begin, so a group ends where the next one begins at or behind all of
    // its ends.
    Finding best = findings[i];
    Span all = best.text;
    size_t k = i + 1;
    for (; k < findings.size() && findings[k].text.begin < all.end; ++k) {
      if (findings[k].text.end > all.end) all.end = findings[k].text.end;
      if (NamesBetter(findings[k], best)) best = findings[k];
    }
    best.text = all;
    findings[settled++] = best;
    i = k;
  }
  return findings.first(settled);
}

}  // namespace aegis
