// Findings → Edits. Says what to write where; splicing it in is the codec's business.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "src/base/arena.h"
#include "src/base/result.h"
#include "src/codec/codec.h"
#include "src/codec/document.h"
#include "src/redact/action.h"

namespace aegis {

// One place to act on: positions in Document::text().
struct Target {
  Span text;
  const Action* action = nullptr;
  std::string_view entity;
  // Of the rule that found it, if it has one: digits that pass it would be found again.
  bool (*check)(std::string_view) noexcept = nullptr;
};

// Holds what the actions need again and again (the MAC contexts of the keys), so that a record
// costs no set-up. One a thread.
class Redactor {
 public:
  // `actions` are all that MakeEdits will be asked for; they must outlive the redactor.
  static Result<std::unique_ptr<Redactor>> New(std::span<const Action* const> actions);
  ~Redactor();

  // `targets` sorted, not overlapping, none across two fields. Appends the edits, sorted and not
  // overlapping. Where a field is dropped, nothing else is done to it. Replacements live in the
  // arena of `edits`.
  RecordStatus MakeEdits(Document& document, std::span<const Target> targets, NumberForm numbers,
                         ArenaVector<Edit>& edits);

  // Is the place a number that NumberForm::kNumber and an action of fixed digits would leave as it
  // is? It is no finding then, as with IsOwnToken: every other number there would become this one.
  bool IsOwnNumber(Document& document, const Target& target, Arena& arena);

 private:
  Redactor();
  RecordResult<Edit> NumberEdit(Document& document, Span number, const Target& target,
                                NumberForm form, Arena& arena);

  struct Macs;
  std::unique_ptr<Macs> macs_;
};

// Is the text at `span` (or the word that it begins in) a token that `action` has written? Such
// text is no finding: a second pass over redacted text must change nothing.
// made_for: the name of the entity that the token says it stands for.
bool IsOwnToken(std::string_view text, Span span, const HmacAction& action, std::string_view entity,
                std::string_view* made_for = nullptr);

}  // namespace aegis
