#include "src/redact/redact.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "src/redact/hmac.h"
#include "src/redact/mask.h"
#include "src/redact/replace.h"

namespace aegis {

// Few keys: found by looking through them.
struct Redactor::Macs {
  std::vector<std::pair<const Keyset*, std::unique_ptr<HmacSha256>>> of_key;

  HmacSha256* Find(const Keyset* key) {
    for (auto& [keyset, mac] : of_key) {
      if (keyset == key) return mac.get();
    }
    return nullptr;
  }
};

Redactor::Redactor() : macs_(std::make_unique<Macs>()) {}
Redactor::~Redactor() = default;

Result<std::unique_ptr<Redactor>> Redactor::New(std::span<const Action* const> actions) {
  std::unique_ptr<Redactor> redactor(new Redactor());
  for (const Action* action : actions) {
    const auto* hmac = std::get_if<HmacAction>(action);
    if (hmac == nullptr || redactor->macs_->Find(hmac->key.get()) != nullptr) continue;
    auto mac = HmacSha256::New(hmac->key->primary_key());
    if (!mac) return tl::unexpected(mac.error());
    redactor->macs_->of_key.emplace_back(hmac->key.get(), std::move(*mac));
  }
  return redactor;
}

namespace {

// A field that goes as a whole: one edit, and nothing else is done within it. Positions in
// Document::raw().
struct Removal {
  Span whole;  // with its key, where it has one
  Span edit;   // what the codec is shown of it
};

bool HasDrop(std::span<const Target> targets) {
  return std::any_of(targets.begin(), targets.end(), [](const Target& target) {
    return std::holds_alternative<DropFieldAction>(*target.action);
  });
}

Removal RemovalOf(Document& document, Span text) {
  const Span raw = document.ToRaw(text);
  const FieldTable& table = document.Fields();
  const Field* field = table.At(text.begin);
  // In a text document only the span goes.
  if (field == nullptr || field->kind == FieldKind::kText) return {raw, raw};
  const Span member = table.nodes()[field->path].member;
  return {member.Contains(raw) ? member : field->raw, raw};
}

// Removals within an earlier one (a member of an object whose key goes) are part of it.
void CollectRemovals(Document& document, std::span<const Target> targets,
                     ArenaVector<Removal>& removals) {
  for (const Target& target : targets) {
    if (!std::holds_alternative<DropFieldAction>(*target.action)) continue;
    const Removal removal = RemovalOf(document, target.text);
    if (removals.empty() || !removals.back().whole.Contains(removal.whole)) {
      removals.push_back(removal);
    }
  }
}

}  // namespace

RecordStatus Redactor::MakeEdits(Document& document, std::span<const Target> targets,
                                 ArenaVector<Edit>& edits) {
  Arena& arena = edits.arena();
  ArenaVector<Removal> removals(arena);
  if (HasDrop(targets)) CollectRemovals(document, targets, removals);
  size_t next = 0;           // the first removal that does not end before the target
  size_t edited = SIZE_MAX;  // the removal that has its edit

  for (const Target& target : targets) {
    Span place = document.ToRaw(target.text);
    while (next < removals.size() && removals[next].whole.end <= place.begin) ++next;
    if (next < removals.size() && removals[next].whole.Contains(place)) {
      if (edited != next) {
        edits.push_back({removals[next].edit, {}, Edit::Kind::kRemoveField});
        edited = next;
      }
      continue;
    }

    const std::string_view text = target.text.In(document.text());
    std::string_view replacement;
    if (const auto* mask = std::get_if<MaskAction>(target.action)) {
      replacement = Mask(*mask, text, arena);
    } else if (const auto* replace = std::get_if<ReplaceAction>(target.action)) {
      replacement = Replace(*replace, target.entity, arena);
    } else if (const auto* hmac = std::get_if<HmacAction>(target.action)) {
      HmacSha256* mac = macs_->Find(hmac->key.get());
      if (mac == nullptr) return Refuse(RecordErrorCode::kRedactionFailed, place.begin);
      auto token = HmacToken(*hmac, target.entity, text, *mac, arena);
      if (!token) return Refuse(RecordErrorCode::kRedactionFailed, place.begin);
      replacement = *token;
      const auto replaced = static_cast<uint32_t>(HmacReplacedBytes(*hmac, target.entity, text));
      place = document.ToRaw({target.text.begin, target.text.begin + replaced});
    } else if (std::holds_alternative<NoAction>(*target.action)) {
      continue;
    } else {
      return Refuse(RecordErrorCode::kRedactionFailed, place.begin);
    }
    edits.push_back({place, replacement, Edit::Kind::kReplace});
  }
  return {};
}

}  // namespace aegis
