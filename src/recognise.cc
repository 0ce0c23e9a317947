#include "src/recognise.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include "src/dedup/derive.h"
#include "src/dedup/exact.h"
#include "src/dedup/image_bytes.h"
#include "src/dedup/image_limits.h"
#include "src/dedup/near_search.h"
#include "src/dedup/window.h"

namespace aegis {
namespace {

Recognised Duplicate(Seen seen, const dedup::Occurrence& first, double similarity) {
  Recognised duplicate;
  duplicate.seen = seen;
  duplicate.first = first;
  duplicate.similarity = similarity;
  return duplicate;
}

}  // namespace

BatchPasts::Past& BatchPasts::Of(const dedup::View& view) {
  for (size_t i = 0; i < used_; ++i) {
    if (below_[i] == view.entries) return *pasts_[i];
  }
  if (used_ == pasts_.size()) {
    pasts_.push_back(std::make_unique<Past>());
    below_.emplace_back();
  }
  Past& past = *pasts_[used_];
  below_[used_++] = view.entries;
  past.entries.LayOver(view.entries);
  past.time = view.time;
  return past;
}

Result<std::unique_ptr<Recogniser>> Recogniser::New(const DedupPlan& plan) {
  std::unique_ptr<Recogniser> recogniser(new Recogniser(plan));
  if (plan.near) {
    auto hasher = dedup::MinHasher::Create(plan.near->keys);
    if (!hasher) return tl::unexpected(hasher.error());
    recogniser->hasher_.emplace(std::move(*hasher));
  }
  return recogniser;
}

std::span<const dedup::ImageFingerprint> Recogniser::HashImage(
    ComparedContent& content, std::optional<dedup::ImageProblem>& problem) {
  image_hashes_.clear();
  for (const std::string_view text : content.Texts(plan_.images->of)) {
    if (!dedup::BeginsImage(text)) continue;
    const auto image = dedup::ImageIn(text, scratch_);
    if (!image) {
      problem = text.size() > dedup::kMaxImageBytes ? dedup::ImageProblem::kTooLarge
                                                    : dedup::ImageProblem::kBroken;
      return {};
    }
    const auto grid = dedup::DecodeImage(*image, scratch_);
    if (!grid) {
      problem = grid.error();
      return {};
    }
    for (const dedup::ImageKey& key : plan_.images->keys) {
      image_hashes_.push_back(key.Fingerprint(*grid));
      // Of the picture, whatever the key.
      if (image_hashes_.back().quality >= dedup::kMinImageQuality) continue;
      problem = dedup::ImageProblem::kPlain;
      return {};
    }
    return image_hashes_;
  }
  return {};
}

std::optional<dedup::ImageMatch> Recogniser::FindImage(
    std::span<const dedup::ImageFingerprint> hashes, const dedup::Occurrence& here,
    const BatchPasts::Past& past) {
  const dedup::ImageWindow window{plan_.images->radius, plan_.window_ms};
  const dedup::View view{&past.entries, past.time};
  std::optional<dedup::ImageMatch> best;
  for (const dedup::ImageFingerprint& hash : hashes) {
    const auto match = image_search_.Find(hash, here, window, view);
    if (!match) continue;
    const bool better =
        !best || match->distance < best->distance ||
        (match->distance == best->distance && match->first.offset < best->first.offset);
    if (better) best = match;
  }
  return best;
}

RecordResult<Recognised> Recogniser::Recognise(const Record& record, ComparedContent& content,
                                               BatchPasts::Past& past, Arena& arena) {
  scratch_.Reset();
  past.time.Observe(record.timestamp_ms, plan_.max_time_step_ms);
  const dedup::Occurrence here{record.partition, record.offset, record.timestamp_ms};
  Recognised out;
  ArenaVector<dedup::Entry> adds(arena);

  const std::span<const std::string_view> pieces =
      plan_.exact ? content.Pieces(*plan_.exact) : std::span<const std::string_view>();
  if (!pieces.empty()) {
    const dedup::Window window{past.time, plan_.window_ms, record.timestamp_ms};
    std::string_view written;  // under the primary key
    for (const dedup::MacKey& key : plan_.exact_keys) {
      const std::string_view group =
          dedup::ExactGroup(key, pieces, written.empty() ? arena : scratch_);
      if (written.empty()) written = group;
      if (const auto first = dedup::FindExact(past.entries, group, window))
        return Duplicate(Seen::kExact, *first, 1);
    }
    adds.push_back(dedup::NewExact(written, here, past.time, arena));
    out.adds_anyway = plan_.exact->part == Content::Part::kPath ? 0 : 1;
    out.seen = Seen::kFirst;
  }

  const std::string_view text = plan_.near ? content.Text(plan_.near->of) : std::string_view();
  if (!text.empty()) {
    const auto signatures = hasher_->Sign(text);
    if (!signatures) return Refuse(RecordErrorCode::kScanFailed);
    if (!signatures->empty()) {
      const auto match = dedup::FindNear(*signatures, plan_.near->rule, past.entries, past.time,
                                         plan_.window_ms, here, scratch_);
      if (match) {
        return Duplicate(Seen::kNear, match->first, match->similarity);
      }
      dedup::AddEntry(dedup::NewNear(past.time.Stamp(), here, signatures->front(), arena),
                      &plan_.near->rule, adds);
      out.seen = Seen::kFirst;
    }
  }

  if (plan_.images) {
    const auto hashes = HashImage(content, out.image_problem);
    if (!hashes.empty()) {
      if (const auto match = FindImage(hashes, here, past)) {
        return Duplicate(Seen::kImage, match->first, match->similarity());
      }
      dedup::AddEntry(dedup::NewImage(here, past.time.Stamp(), hashes.front().hash(), arena),
                      nullptr, adds);
      out.seen = Seen::kFirst;
    }
  }
  out.adds = adds.span();
  return out;
}

namespace {

std::string_view SeenName(Seen seen) {
  switch (seen) {
    case Seen::kNotAsked:
    case Seen::kFirst:
      break;
    case Seen::kExact:
      return "exact";
    case Seen::kNear:
      return "near";
    case Seen::kImage:
      return "image";
  }
  return "";
}

// 0.00 to 1.00
std::string_view Hundredths(double share, Arena& arena) {
  const int hundredths = static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * 100));
  char text[] = {static_cast<char>('0' + hundredths / 100), '.',
                 static_cast<char>('0' + hundredths / 10 % 10),
                 static_cast<char>('0' + hundredths % 10)};
  return arena.Copy({text, sizeof(text)});
}

}  // namespace

std::span<const Header> TagDuplicate(std::span<const Header> headers, const Recognised& duplicate,
                                     std::string_view topic, Arena& arena) {
  constexpr size_t kTags = 3;
  const std::span<Header> tagged = arena.NewArray<Header>(headers.size() + kTags);
  const auto tag = std::copy(headers.begin(), headers.end(), tagged.begin());
  constexpr size_t kNumbers = 2 * (1 + std::numeric_limits<int64_t>::digits10 + 2);
  char* const place = arena.NewBytes(topic.size() + kNumbers);
  char* const place_end = place + topic.size() + kNumbers;
  char* to = std::copy(topic.begin(), topic.end(), place);
  *to++ = '/';
  to = std::to_chars(to, place_end, duplicate.first.partition).ptr;
  *to++ = '/';
  to = std::to_chars(to, place_end, duplicate.first.offset).ptr;
  tag[0] = {kDuplicateHeader, SeenName(duplicate.seen)};
  tag[1] = {kFirstHeader, {place, static_cast<size_t>(to - place)}};
  tag[2] = {kSimilarityHeader, Hundredths(duplicate.similarity, arena)};
  return tagged;
}

}  // namespace aegis
