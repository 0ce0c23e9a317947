#include "src/redact/redact.h"

#include <utility>
#include <variant>

#include "src/base/limits.h"
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

RecordStatus Redactor::MakeEdits(Document& document, std::span<const Target> targets,
                                 ArenaVector<Edit>& edits) {
  Arena& arena = edits.arena();
  size_t made = 0;  // bytes of replacements
  for (const Target& target : targets) {
    if (std::holds_alternative<NoAction>(*target.action)) continue;
    Span place = document.ToRaw(target.text);
    if (std::holds_alternative<DropFieldAction>(*target.action)) {
      edits.push_back({place, {}, Edit::Kind::kRemoveField});
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
    } else {
      return Refuse(RecordErrorCode::kRedactionFailed, place.begin);
    }
    made += replacement.size();
    if (made > limits::kMaxRecordBytes) {
      return Refuse(RecordErrorCode::kTooLarge, place.begin);
    }
    edits.push_back({place, replacement, Edit::Kind::kReplace});
  }
  return {};
}

}  // namespace aegis
