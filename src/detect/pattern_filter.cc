// The patterns' own Hyperscan database, in block mode and over bytes: flags that make it read UTF-8
// are undefined on text that is not. Any return but success fails the scan.
#include "src/detect/pattern_filter.h"

#include <algorithm>
#include <utility>

#if AEGIS_HAVE_HYPERSCAN

#include <hs/hs.h>

namespace aegis::detect {
namespace {

struct DatabaseDeleter {
  void operator()(hs_database_t* database) const { hs_free_database(database); }
};
struct ScratchDeleter {
  void operator()(hs_scratch_t* scratch) const { hs_free_scratch(scratch); }
};
using DatabasePtr = std::unique_ptr<hs_database_t, DatabaseDeleter>;
using ScratchPtr = std::unique_ptr<hs_scratch_t, ScratchDeleter>;

struct HyperscanScratch final : PatternFilter::Scratch {
  ScratchPtr scratch;
  std::vector<uint32_t> latest;  // by pattern: its last run
  size_t* callbacks = nullptr;
  bool too_many = false;
};

int OnMatch(unsigned int id, unsigned long long /*from*/, unsigned long long to,
            unsigned int /*flags*/, void* context) {
  auto& scratch = *static_cast<HyperscanScratch*>(context);
  if (*scratch.callbacks == 0) {
    scratch.too_many = true;
    return 1;  // stops the scan
  }
  --*scratch.callbacks;
  const auto end = static_cast<uint32_t>(to);
  uint32_t& latest = scratch.latest[id];
  if (latest < scratch.runs.size() && scratch.runs[latest].pattern == id) {
    EndRun& run = scratch.runs[latest];
    if (run.first <= end && end <= run.last + 1) {
      run.last = std::max(run.last, end);
      return 0;
    }
  }
  latest = static_cast<uint32_t>(scratch.runs.size());
  scratch.runs.push_back({id, end, end});
  return 0;
}

class HyperscanFilter final : public PatternFilter {
 public:
  HyperscanFilter(DatabasePtr database, ScratchPtr prototype, std::vector<bool> looks_for)
      : database_(std::move(database)),
        prototype_(std::move(prototype)),
        looks_for_(std::move(looks_for)) {}

  Result<std::unique_ptr<Scratch>> NewScratch() const override {
    auto scratch = std::make_unique<HyperscanScratch>();
    hs_scratch_t* clone = nullptr;
    if (hs_clone_scratch(prototype_.get(), &clone) != HS_SUCCESS) {
      return Fail(ErrorCode::kInternal, "hyperscan: no scratch space");
    }
    scratch->scratch.reset(clone);
    scratch->latest.assign(looks_for_.size(), 0);
    return scratch;
  }

  Outcome Find(std::string_view text, size_t& callbacks, Scratch& base) const override {
    auto& scratch = static_cast<HyperscanScratch&>(base);
    scratch.runs.clear();
    scratch.callbacks = &callbacks;
    scratch.too_many = false;
    if (text.empty()) return Outcome::kWhole;
    const hs_error_t result =
        hs_scan(database_.get(), text.data(), static_cast<unsigned>(text.size()), 0,
                scratch.scratch.get(), OnMatch, &scratch);
    if (scratch.too_many) return Outcome::kTooMany;
    if (result != HS_SUCCESS) return Outcome::kFailed;
    const auto before = [](const EndRun& a, const EndRun& b) {
      return a.first != b.first ? a.first < b.first : a.pattern < b.pattern;
    };
    if (!std::is_sorted(scratch.runs.begin(), scratch.runs.end(), before)) {
      std::sort(scratch.runs.begin(), scratch.runs.end(), before);
    }
    return Outcome::kWhole;
  }

  bool LooksFor(size_t pattern) const override { return looks_for_[pattern]; }

 private:
  DatabasePtr database_;
  ScratchPtr prototype_;
  std::vector<bool> looks_for_;
};

}  // namespace

Result<std::unique_ptr<PatternFilter>> MakePatternFilter(std::span<const std::string> patterns) {
  if (patterns.empty() || hs_valid_platform() != HS_SUCCESS) return nullptr;
  std::vector<bool> looks_for(patterns.size(), true);
  for (size_t left = patterns.size(); left > 0;) {
    std::vector<const char*> texts;
    std::vector<unsigned> ids;
    for (unsigned i = 0; i < patterns.size(); ++i) {
      if (!looks_for[i]) continue;
      texts.push_back(patterns[i].c_str());
      ids.push_back(i);
    }
    const std::vector<unsigned> flags(texts.size(), 0);
    hs_database_t* database = nullptr;
    hs_compile_error_t* error = nullptr;
    if (hs_compile_multi(texts.data(), flags.data(), ids.data(),
                         static_cast<unsigned>(texts.size()), HS_MODE_BLOCK, nullptr, &database,
                         &error) == HS_SUCCESS) {
      DatabasePtr owned(database);
      hs_scratch_t* scratch = nullptr;
      if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) {
        return Fail(ErrorCode::kInternal, "hyperscan: no scratch space");
      }
      return std::make_unique<HyperscanFilter>(std::move(owned), ScratchPtr(scratch),
                                               std::move(looks_for));
    }
    // What one pattern is refused for (too large, mostly) is no fault of the others.
    const int wrong = error == nullptr ? -1 : error->expression;
    hs_free_compile_error(error);
    if (wrong < 0 || static_cast<size_t>(wrong) >= ids.size()) return nullptr;
    looks_for[ids[static_cast<size_t>(wrong)]] = false;
    --left;
  }
  return nullptr;
}

}  // namespace aegis::detect

#else

namespace aegis::detect {

Result<std::unique_ptr<PatternFilter>> MakePatternFilter(std::span<const std::string>) {
  return nullptr;
}

}  // namespace aegis::detect

#endif
