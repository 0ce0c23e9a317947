#include "src/redact/redact.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "src/base/limits.h"
#include "src/redact/hmac.h"
#include "src/redact/mask.h"
#include "src/redact/number.h"
#include "src/redact/replace.h"

namespace aegis {

namespace {

// The JSON number that the place is in, sign included; nothing where it is in none.
Span NumberAt(Document& document, Span text) {
  const std::string_view found = text.In(document.text());
  if (document.json().tokens.empty() || found.empty()) return {};
  const auto may_be_in_number = [](char c) {
    return (c >= '0' && c <= '9') || std::string_view("-+.eE").find(c) != std::string_view::npos;
  };
  if (!std::all_of(found.begin(), found.end(), may_be_in_number)) return {};
  Place place;
  if (!document.Locate(text.begin, place) || place.kind != FieldKind::kNumber) return {};
  return place.text;
}

bool IsPlain(std::string_view text) { return text.find_first_of(".eE") == std::string_view::npos; }

}  // namespace

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
                                 NumberForm numbers, ArenaVector<Edit>& edits) {
  Arena& arena = edits.arena();
  size_t made = 0;  // bytes of replacements
  for (const Target& target : targets) {
    if (std::holds_alternative<NoAction>(*target.action)) continue;
    Span place = document.ToRaw(target.text);
    if (std::holds_alternative<DropFieldAction>(*target.action)) {
      edits.push_back({place, {}, Edit::Kind::kRemoveField});
      continue;
    }
    std::string_view text = target.text.In(document.text());
    if (numbers != NumberForm::kString || !IsPlain(text)) {
      const Span number = NumberAt(document, target.text);
      if (!number.empty() && numbers != NumberForm::kString) {
        const auto edit = NumberEdit(document, number, target, numbers, arena);
        if (!edit) return tl::unexpected(edit.error());
        edits.push_back(*edit);
        continue;
      }
      if (!number.empty()) text = PlainNumber(text, arena);
    }
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
      // An address is never a number: there `text` is what stands in the document.
      if (const size_t replaced = HmacReplacedBytes(*hmac, target.entity, text);
          replaced != text.size()) {
        place = document.ToRaw(
            {target.text.begin, target.text.begin + static_cast<uint32_t>(replaced)});
      }
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

RecordResult<Edit> Redactor::NumberEdit(Document& document, Span number, const Target& target,
                                        NumberForm form, Arena& arena) {
  const Span raw = document.ToRaw(number);
  if (form == NumberForm::kNull) return Edit{raw, "null", Edit::Kind::kReplaceNumber};
  const auto* hmac = std::get_if<HmacAction>(target.action);
  auto made = SameLengthNumber(*target.action, number.In(document.text()), target.check,
                               hmac == nullptr ? nullptr : macs_->Find(hmac->key.get()), arena);
  if (!made) return Refuse(RecordErrorCode::kRedactionFailed, raw.begin);
  return Edit{raw, *made, Edit::Kind::kReplaceNumber};
}

bool Redactor::IsOwnNumber(Document& document, const Target& target, Arena& arena) {
  if (!std::holds_alternative<MaskAction>(*target.action) &&
      !std::holds_alternative<ReplaceAction>(*target.action)) {
    return false;
  }
  const Span number = NumberAt(document, target.text);
  if (number.empty()) return false;
  const std::string_view text = number.In(document.text());
  const auto made = SameLengthNumber(*target.action, text, target.check, nullptr, arena);
  return made && *made == text;
}

}  // namespace aegis
