#include "src/detect/deep_scan.h"

#include <algorithm>
#include <span>

#include "src/detect/decoded.h"
#include "src/detect/folded.h"
#include "src/detect/shapes.h"

namespace aegis::detect {
namespace {

class Scan {
 public:
  Scan(TextScanner& scanner, ArenaVector<Finding>& findings, Witness* witness)
      : scanner_(scanner), findings_(findings), witness_(witness) {}

  RecordStatus Whole(Document& document) {
    most_viewed_ = limits::kViewBytesPerByte * document.text().size();
    return Text(document, 0, /*folded=*/nullptr);
  }

 private:
  // `folded`: the document is that view of another, and only what folding made is new in it.
  RecordStatus Text(Document& document, uint32_t depth, const FoldedText* folded) {
    Arena& arena = findings_.arena();
    SeenInText seen(arena);
    const size_t mark_bytes = BlocksOf(document.text()) * sizeof(BlockMarks);
    seen.marks = static_cast<BlockMarks*>(arena.Allocate(mark_bytes, alignof(BlockMarks)));
    if (auto status = scanner_.ScanText(document, /*whole=*/depth == 0, budget_, findings_, seen);
        !status) {
      return status;
    }
    if (depth == limits::kMaxViewDepth) return {};
    if (auto status = Payloads(document, depth, folded, seen.payload_words.span()); !status) {
      return status;
    }
    return folded == nullptr || folded->again ? FoldedView(document, depth, seen.marks)
                                              : RecordStatus{};
  }

  RecordStatus FoldedView(Document& document, uint32_t depth, const BlockMarks* marks) {
    const FoldedText folded = Folded(document.text(), marks, findings_.arena());
    if (!folded.differs) return {};
    if (!MayView(folded.text.size())) return Refuse(RecordErrorCode::kBudgetExhausted);
    FoldedPlaces places(document, folded);
    Document view(document.text(), folded.text, folded.units, &places);
    const size_t first = findings_.size();
    if (witness_ != nullptr) witness_->EnterFolded(view);
    if (auto status = Text(view, depth + 1, &folded); !status) return Elsewhere(status);
    if (witness_ != nullptr) witness_->Leave();
    for (size_t i = first; i < findings_.size(); ++i) {
      findings_[i].text = view.ToRaw(findings_[i].text);
    }
    return {};
  }

  RecordStatus Payloads(Document& document, uint32_t depth, const FoldedText* folded,
                        std::span<Span> words) {
    const auto earlier = [](Span a, Span b) { return a.begin < b.begin; };
    if (!std::is_sorted(words.begin(), words.end(), earlier)) {
      std::sort(words.begin(), words.end(), earlier);
    }
    PayloadReader reader(document.text(), findings_.arena());
    uint32_t from = 0;
    for (const Span word : words) {
      if (word.begin < from) continue;
      Payload payload;
      size_t read = 0;
      const bool decoded = reader.Read(word, from, payload, read);
      if (read > budget_.bytes) return Refuse(RecordErrorCode::kBudgetExhausted, word.begin);
      budget_.bytes -= read;
      if (!decoded) continue;
      from = payload.run.end;
      // What is there without folding has been looked into.
      if (folded != nullptr && document.ToRaw(payload.run).size() == payload.run.size()) continue;
      if (auto status = PayloadView(document, depth, payload); !status) return status;
    }
    return {};
  }

  RecordStatus PayloadView(Document& document, uint32_t depth, const Payload& payload) {
    Place place;
    if (!document.Locate(payload.run.begin, place) || !place.text.Contains(payload.run) ||
        place.kind == FieldKind::kNumber || place.kind == FieldKind::kLiteral) {
      return {};
    }
    if (!MayView(payload.text.size())) {
      return Refuse(RecordErrorCode::kBudgetExhausted, payload.run.begin);
    }
    PayloadPlace places(place, payload.text);
    Document view({}, payload.text, {}, &places);
    const size_t first = findings_.size();
    if (witness_ != nullptr) witness_->EnterPayload(payload.run);
    if (auto status = Text(view, depth + 1, nullptr); !status) return Elsewhere(status);
    if (witness_ != nullptr) witness_->Leave();
    for (size_t i = first; i < findings_.size(); ++i) {
      findings_[i].text = payload.run;
      findings_[i].inside = true;
    }
    return {};
  }

  bool MayView(size_t bytes) {
    viewed_ += bytes;
    return viewed_ <= most_viewed_;
  }

  // An offset in a view says nothing about the record.
  static RecordStatus Elsewhere(const RecordStatus& status) { return Refuse(status.error().code); }

  TextScanner& scanner_;
  ArenaVector<Finding>& findings_;
  Witness* const witness_;
  ScanBudget budget_;
  size_t viewed_ = 0;  // bytes of views
  size_t most_viewed_ = 0;
};

}  // namespace

RecordStatus DeepScan(Document& document, TextScanner& scanner, ArenaVector<Finding>& findings,
                      Witness* witness) {
  return Scan(scanner, findings, witness).Whole(document);
}

}  // namespace aegis::detect
