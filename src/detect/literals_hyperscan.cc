// Literals with Hyperscan in block mode. Only the ends of matches are asked for: the start of a
// literal follows from its length, and start-of-match costs. Any return but success fails the scan.
#include "src/detect/literals.h"

#if AEGIS_HAVE_HYPERSCAN

#include <hs/hs.h>

#include <algorithm>

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

struct HyperscanScratch final : LiteralMatcher::Scratch {
  ScratchPtr scratch;
  size_t max_hits = 0;
};

int OnMatch(unsigned int id, unsigned long long /*from*/, unsigned long long to,
            unsigned int /*flags*/, void* context) {
  auto& scratch = *static_cast<HyperscanScratch*>(context);
  if (scratch.hits.size() == scratch.max_hits) return 1;  // stops the scan, which then reports it
  scratch.hits.push_back({id, static_cast<uint32_t>(to)});
  return 0;
}

class HyperscanMatcher final : public LiteralMatcher {
 public:
  HyperscanMatcher(DatabasePtr database, ScratchPtr prototype)
      : database_(std::move(database)), prototype_(std::move(prototype)) {}

  Result<std::unique_ptr<Scratch>> NewScratch() const override {
    auto scratch = std::make_unique<HyperscanScratch>();
    hs_scratch_t* clone = nullptr;
    if (prototype_ != nullptr && hs_clone_scratch(prototype_.get(), &clone) != HS_SUCCESS) {
      return Fail(ErrorCode::kInternal, "hyperscan: no scratch space");
    }
    scratch->scratch.reset(clone);
    return scratch;
  }

  bool Find(std::string_view text, size_t max_hits, Scratch& base) const override {
    auto& scratch = static_cast<HyperscanScratch&>(base);
    scratch.hits.clear();
    scratch.max_hits = max_hits;
    if (text.empty() || database_ == nullptr) return true;
    if (hs_scan(database_.get(), text.data(), static_cast<unsigned>(text.size()), 0,
                scratch.scratch.get(), OnMatch, &scratch) != HS_SUCCESS) {
      return false;
    }
    // Hyperscan orders by end only; the few hits of most texts are in order already.
    const auto before = [](const LiteralHit& a, const LiteralHit& b) {
      return a.end != b.end ? a.end < b.end : a.literal < b.literal;
    };
    if (!std::is_sorted(scratch.hits.begin(), scratch.hits.end(), before)) {
      std::sort(scratch.hits.begin(), scratch.hits.end(), before);
    }
    return true;
  }

 private:
  DatabasePtr database_;  // null when there are no literals
  ScratchPtr prototype_;
};

}  // namespace

bool HasBackend(LiteralBackend backend) {
  return backend == LiteralBackend::kPortable || hs_valid_platform() == HS_SUCCESS;
}

Result<std::unique_ptr<LiteralMatcher>> MakeHyperscanMatcher(std::span<const Literal> literals) {
  if (literals.empty()) return std::make_unique<HyperscanMatcher>(nullptr, nullptr);
  std::vector<const char*> texts;
  std::vector<unsigned> flags;
  std::vector<unsigned> ids;
  std::vector<size_t> lengths;
  for (unsigned i = 0; i < literals.size(); ++i) {
    texts.push_back(literals[i].text.data());
    flags.push_back(literals[i].any_case ? HS_FLAG_CASELESS : 0);
    ids.push_back(i);
    lengths.push_back(literals[i].text.size());
  }
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  if (hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), lengths.data(),
                           static_cast<unsigned>(texts.size()), HS_MODE_BLOCK, nullptr, &database,
                           &error) != HS_SUCCESS) {
    std::string message = "hyperscan: ";
    if (error != nullptr) {
      message += error->message;
      hs_free_compile_error(error);
    }
    return Fail(ErrorCode::kInternal, std::move(message));
  }
  DatabasePtr owned(database);
  hs_scratch_t* scratch = nullptr;
  if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) {
    return Fail(ErrorCode::kInternal, "hyperscan: no scratch space");
  }
  return std::make_unique<HyperscanMatcher>(std::move(owned), ScratchPtr(scratch));
}

}  // namespace aegis::detect

#else

namespace aegis::detect {

bool HasBackend(LiteralBackend backend) { return backend == LiteralBackend::kPortable; }

Result<std::unique_ptr<LiteralMatcher>> MakeHyperscanMatcher(std::span<const Literal>) {
  return Fail(ErrorCode::kInternal, "built without hyperscan");
}

}  // namespace aegis::detect

#endif
