#include "src/detect/literals.h"

#include <algorithm>

#include "src/detect/text_class.h"

namespace aegis::detect {
namespace {

// Each literal alone, at the very start and end of a text, and between other bytes must be reported
// exactly where it stands. Packaged versions of such libraries have lost matches before; a process
// that scans with one of them must not start.
bool FindsWhereItStands(const LiteralMatcher& matcher, std::span<const Literal> literals) {
  auto scratch = matcher.NewScratch();
  if (!scratch) return false;
  for (uint32_t i = 0; i < literals.size(); ++i) {
    std::string written = literals[i].text;
    if (literals[i].any_case) {
      for (size_t k = 0; k < written.size(); k += 2) written[k] = ToUpper(written[k]);
    }
    // Long enough for every vector width, and odd, so that the literal stands across two of them.
    for (size_t before : {size_t{0}, size_t{1}, size_t{61}}) {
      const std::string text = std::string(before, '\x01') + written + std::string(before, '\x02');
      if (!matcher.Find(text, text.size() * literals.size(), **scratch)) return false;
      const LiteralHit expected{i, static_cast<uint32_t>(before + written.size())};
      const auto& hits = (*scratch)->hits;
      if (std::count(hits.begin(), hits.end(), expected) != 1) return false;
    }
  }
  return true;
}

}  // namespace

LiteralBackend BestBackend() {
  // Thousands of literals, many of them short, cost Hyperscan more than the filter of the portable
  // one: measured by bench/detect_bench.cc.
  return LiteralBackend::kPortable;
}

std::string_view BackendName(LiteralBackend backend) {
  switch (backend) {
    case LiteralBackend::kHyperscan:
      return "hyperscan";
    case LiteralBackend::kPortable:
      return "portable";
  }
  return "";
}

Result<std::unique_ptr<LiteralMatcher>> MakeLiteralMatcher(std::span<const Literal> literals,
                                                           LiteralBackend backend) {
  for (const Literal& literal : literals) {
    if (literal.text.empty()) return Fail(ErrorCode::kInvalidArgument, "a literal is empty");
  }
  if (!HasBackend(backend)) {
    return Fail(
        ErrorCode::kInvalidArgument,
        "the literal backend " + std::string(BackendName(backend)) + " is not available here");
  }
  auto matcher = backend == LiteralBackend::kHyperscan ? MakeHyperscanMatcher(literals)
                                                       : MakePortableMatcher(literals);
  if (!matcher) return matcher;
  if (!FindsWhereItStands(**matcher, literals)) {
    return Fail(ErrorCode::kInternal, "the literal backend " + std::string(BackendName(backend)) +
                                          " does not find every literal where it stands");
  }
  return matcher;
}

}  // namespace aegis::detect
