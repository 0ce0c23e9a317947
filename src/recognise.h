// Was this record seen before? The pipeline's way from a record's content to its past: exactly the
// same first, then what is like it. Pure; what a record adds to the past comes out beside the
// answer.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "src/base/arena.h"
#include "src/base/record.h"
#include "src/base/result.h"
#include "src/dedup/image/decode.h"
#include "src/dedup/image_search.h"
#include "src/dedup/minhash.h"
#include "src/dedup/overlay.h"
#include "src/dedup/view.h"
#include "src/pipeline.h"
#include "src/plan/plan.h"

namespace aegis {

// What is known of the past of each partition and state while a batch is decided.
class BatchPasts {
 public:
  struct Past {
    dedup::Overlay entries;
    dedup::StreamTime time;
  };

  void Begin() { used_ = 0; }
  Past& Of(const dedup::View& view);

 private:
  size_t used_ = 0;
  std::vector<const dedup::Entries*> below_;
  std::vector<std::unique_ptr<Past>> pasts_;
};

// The parts of a record that a route compares.
class ComparedContent {
 public:
  // What equal records share, piece by piece; none: there is nothing to compare.
  virtual std::span<const std::string_view> Pieces(const Content& content) = 0;
  // What similar records share; empty: there is nothing to compare.
  virtual std::string_view Text(const Content& content) = 0;
  // Each of its texts on its own, in their order: a picture is one of them.
  virtual std::span<const std::string_view> Texts(const Content& content) = 0;

 protected:
  ~ComparedContent() = default;
};

struct Recognised {
  Seen seen = Seen::kNotAsked;
  dedup::Occurrence first;  // of a duplicate
  double similarity = 1;
  std::optional<dedup::ImageProblem> image_problem;  // see Decision
  // What a record that was not seen adds; in the arena.
  std::span<const dedup::Entry> adds;
  // The first of them stand whatever becomes of the record: a repeated broken record is a duplicate
  // like any other. The rest only where it is forwarded: what was quarantined may come again,
  // corrected.
  size_t adds_anyway = 0;
};

// Of one route. One a thread.
class Recogniser {
 public:
  // The plan outlives it.
  static Result<std::unique_ptr<Recogniser>> New(const DedupPlan& plan);

  // Observes the record; what it adds to the past is the caller's to add. An error: the record
  // cannot be decided.
  RecordResult<Recognised> Recognise(const Record& record, ComparedContent& content,
                                     BatchPasts::Past& past, Arena& arena);

 private:
  explicit Recogniser(const DedupPlan& plan) : plan_(plan) {}

  // Of the first picture that begins in the content, under each key, the primary first. None: no
  // picture begins there, or it has no hash, and `problem` says why. Valid until the next call.
  std::span<const dedup::ImageFingerprint> HashImage(ComparedContent& content,
                                                     std::optional<dedup::ImageProblem>& problem);
  // The picture most like it; of equals the one that was there first.
  std::optional<dedup::ImageMatch> FindImage(std::span<const dedup::ImageFingerprint> hashes,
                                             const dedup::Occurrence& here,
                                             const BatchPasts::Past& past);

  const DedupPlan& plan_;
  std::optional<dedup::MinHasher> hasher_;
  dedup::ImageSearch image_search_;
  std::vector<dedup::ImageFingerprint> image_hashes_;
  Arena scratch_{16 * 1024};
};

// The headers of a duplicate that is forwarded.
std::span<const Header> TagDuplicate(std::span<const Header> headers, const Recognised& duplicate,
                                     std::string_view topic, Arena& arena);

}  // namespace aegis
