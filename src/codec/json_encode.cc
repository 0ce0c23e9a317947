#include "src/codec/json_encode.h"

#include <algorithm>

#include "src/base/limits.h"
#include "src/base/record.h"
#include "src/codec/json_number.h"
#include "src/codec/splice.h"
#include "src/codec/utf8.h"

namespace aegis {
namespace {

constexpr std::string_view kNullToken = "null";

bool IsJsonSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Longest escape of one byte: \u001f.
constexpr size_t kMaxEscaped = 6;

void PutEscaped(std::string_view plain, Splicer& out) {
  static constexpr char kHex[] = "0123456789abcdef";
  for (char c : plain) {
    switch (c) {
      case '"':
        out.Put("\\\"");
        break;
      case '\\':
        out.Put("\\\\");
        break;
      case '\b':
        out.Put("\\b");
        break;
      case '\f':
        out.Put("\\f");
        break;
      case '\n':
        out.Put("\\n");
        break;
      case '\r':
        out.Put("\\r");
        break;
      case '\t':
        out.Put("\\t");
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out.Put("\\u00");
          out.Put(kHex[(c >> 4) & 0xF]);
          out.Put(kHex[c & 0xF]);
        } else {
          out.Put(c);
        }
    }
  }
}

// The field whose content holds the whole span, or null.
const Field* FieldOf(const FieldTable& table, Span raw) {
  std::span<const Field> fields = table.fields();
  auto after = std::upper_bound(
      fields.begin(), fields.end(), raw.begin,
      [](uint32_t offset, const Field& field) { return offset < field.raw.begin; });
  if (after == fields.begin()) return nullptr;
  const Field& field = *(after - 1);
  return field.raw.Contains(raw) ? &field : nullptr;
}

bool CutsEscape(std::span<const EscapeUnit> units, uint32_t raw_offset) {
  auto unit = std::upper_bound(
      units.begin(), units.end(), raw_offset,
      [](uint32_t offset, const EscapeUnit& candidate) { return offset < candidate.raw_end; });
  return unit != units.end() && unit->raw_begin < raw_offset;
}

// The object or array that is exactly the span, or null.
const PathNode* ContainerAt(std::string_view raw, const FieldTable& table, Span span) {
  if (span.empty() || (raw[span.begin] != '{' && raw[span.begin] != '[')) return nullptr;
  std::span<const PathNode> nodes = table.nodes();
  auto node = std::lower_bound(
      nodes.begin(), nodes.end(), span.begin,
      [](const PathNode& candidate, uint32_t offset) { return candidate.raw.begin < offset; });
  return node != nodes.end() && node->raw == span ? &*node : nullptr;
}

// What a removal takes away: a member of an object, or the value of an element or the root, which
// becomes null.
struct Removal {
  Span raw;
  bool member;
};

// The string, number or literal that an edit lies in: its content in raw.
struct Scalar {
  Span raw;
  FieldKind kind = FieldKind::kText;
};

// A span of raw that goes, and what comes instead.
struct Cut {
  Span raw;
  std::string_view with;
};

class JsonEncoder {
 public:
  JsonEncoder(Document& document, std::span<const Edit> edits, Arena& arena,
              ArenaVector<Splice>* splices)
      : document_(document),
        raw_(document.raw()),
        units_(document.units()),
        edits_(edits),
        arena_(arena),
        splices_(splices),
        scalars_(arena),
        removals_(arena),
        cuts_(arena) {}

  RecordResult<std::string_view> Encode() {
    if (auto checked = CheckOrder(raw_, edits_); !checked) return tl::unexpected(checked.error());
    if (auto located = Locate(); !located) return tl::unexpected(located.error());
    PlanCuts();
    return Write();
  }

 private:
  // Finds the scalar of every replacement, and what is to be removed.
  RecordStatus Locate() {
    for (const Edit& edit : edits_) {
      if (CutsEscape(units_, edit.raw.begin) || CutsEscape(units_, edit.raw.end) ||
          !IsCharacterBoundary(raw_, edit.raw.begin) || !IsCharacterBoundary(raw_, edit.raw.end) ||
          !IsValidUtf8(edit.replacement)) {
        return Refuse(RecordErrorCode::kRedactionFailed, edit.raw.begin);
      }
      inserted_ += edit.replacement.size() * kMaxEscaped + 2 + kNullToken.size();
      // A result that large is no record any more; a long replacement in many places comes to it.
      if (inserted_ > limits::kMaxRecordBytes) return Refuse(RecordErrorCode::kTooLarge);
      if (edit.kind != Edit::Kind::kRemoveField) {
        if (FindScalar(edit.raw) && FitsItsScalar(edit)) continue;
        return Refuse(RecordErrorCode::kRedactionFailed, edit.raw.begin);
      }
      scalars_.push_back({});
      const PathNode* removed = FindRemoved(edit.raw);
      if (removed == nullptr) return Refuse(RecordErrorCode::kRedactionFailed, edit.raw.begin);
      const PathNode& node = *removed;
      bool member = !IsNull(node.name);
      Removal removal{member ? node.member : node.raw, member};
      if (removals_.empty() || removals_.back().raw.end <= removal.raw.begin) {
        removals_.push_back(removal);
      } else if (!removals_.back().raw.Contains(removal.raw)) {
        return Refuse(RecordErrorCode::kRedactionFailed, edit.raw.begin);
      }
    }
    return {};
  }

  // The table is only built where a place does not do.
  bool FindScalar(Span edit) {
    if (!scalars_.empty() && scalars_.back().raw.Contains(edit)) {
      scalars_.push_back(scalars_.back());
      return true;
    }
    if (edit.empty()) {
      const Field* field = FieldOf(document_.Fields(), edit);
      if (field != nullptr) scalars_.push_back({field->raw, field->kind});
      return field != nullptr;
    }
    Place place;
    if (!document_.Locate(document_.ToText(edit.begin), place)) return false;
    scalars_.push_back({document_.ToRaw(place.text), place.kind});
    return scalars_.back().raw.Contains(edit);
  }

  // Of the edit whose scalar is the last one. A token that is put in for a number leaves no room
  // for another edit of that number.
  bool FitsItsScalar(const Edit& edit) {
    const size_t i = scalars_.size() - 1;
    const bool token = edit.kind == Edit::Kind::kReplaceNumber;
    const bool after_token = i != 0 && edits_[i - 1].kind == Edit::Kind::kReplaceNumber;
    if (i != 0 && (token || after_token) && scalars_[i].raw == scalars_[i - 1].raw) return false;
    return !token || (scalars_[i].kind == FieldKind::kNumber && scalars_[i].raw == edit.raw &&
                      IsNumberOrNull(edit.replacement));
  }

  bool IsNumberOrNull(std::string_view token) {
    if (token == kNullToken) return true;
    char* const copy = arena_.NewBytes(token.size() + 1);
    *std::copy(token.begin(), token.end(), copy) = '\0';
    return ReadJsonNumber(copy) == copy + token.size();
  }

  // A container, or the value that the span lies in.
  const PathNode* FindRemoved(Span edit) {
    const FieldTable& table = document_.Fields();
    if (const PathNode* whole = ContainerAt(raw_, table, edit)) return whole;
    const Field* field = FieldOf(table, edit);
    return field == nullptr ? nullptr : &table.nodes()[field->path];
  }

  uint32_t SkipSpace(uint32_t at) const {
    while (IsJsonSpace(raw_[at])) ++at;
    return at;
  }

  // One comma goes with every removed member: the one after it, or, where an object's end follows,
  // the one before the run of removed members that ends there. Sorted by position.
  void PlanCuts() {
    for (size_t first = 0; first < removals_.size();) {
      if (!removals_[first].member) {
        cuts_.push_back({removals_[first].raw, kNullToken});
        ++first;
        continue;
      }
      // The run of members [first, last] has nothing between them but commas and white space.
      size_t last = first;
      uint32_t after = SkipSpace(removals_[first].raw.end);
      while (raw_[after] == ',' && last + 1 < removals_.size() &&
             SkipSpace(after + 1) == removals_[last + 1].raw.begin) {
        after = SkipSpace(removals_[++last].raw.end);
      }
      if (raw_[after] != ',') {
        uint32_t before = removals_[first].raw.begin - 1;
        while (IsJsonSpace(raw_[before])) --before;
        if (raw_[before] == ',') cuts_.push_back({{before, before + 1}, {}});
      }
      for (size_t i = first; i <= last; ++i) {
        cuts_.push_back({removals_[i].raw, {}});
        uint32_t comma = SkipSpace(removals_[i].raw.end);
        if (raw_[comma] == ',') cuts_.push_back({{comma, comma + 1}, {}});
      }
      first = last + 1;
    }
  }

  RecordResult<std::string_view> Write() {
    Splicer out(raw_, inserted_, arena_, splices_);
    const Scalar* quoted = nullptr;  // the number or literal that is becoming a string
    size_t cut = 0;
    size_t removal = 0;

    auto finish_token = [&] {
      if (quoted == nullptr) return;
      out.CopyTo(quoted->raw.end);
      out.Put('"');
      quoted = nullptr;
    };
    auto write_cuts_before = [&](uint32_t offset) {
      for (; cut < cuts_.size() && cuts_[cut].raw.begin < offset; ++cut) {
        out.CopyTo(cuts_[cut].raw.begin);
        out.Put(cuts_[cut].with);
        out.SkipTo(cuts_[cut].raw.end);
      }
    };

    for (size_t i = 0; i < edits_.size(); ++i) {
      const Edit& edit = edits_[i];
      if (edit.kind == Edit::Kind::kRemoveField) continue;
      while (removal < removals_.size() && removals_[removal].raw.end < edit.raw.begin) ++removal;
      if (removal < removals_.size() && removals_[removal].raw.Contains(edit.raw)) continue;

      const Scalar& scalar = scalars_[i];
      if (quoted != nullptr && !(quoted->raw == scalar.raw)) finish_token();
      write_cuts_before(edit.raw.begin);
      if (edit.kind == Edit::Kind::kReplaceNumber) {
        out.CopyTo(edit.raw.begin);
        out.Put(edit.replacement);
        out.SkipTo(edit.raw.end);
        continue;
      }
      bool token = scalar.kind == FieldKind::kNumber || scalar.kind == FieldKind::kLiteral;
      if (token && quoted == nullptr) {
        out.CopyTo(scalar.raw.begin);
        out.Put('"');
        quoted = &scalar;
      }
      out.CopyTo(edit.raw.begin);
      PutEscaped(edit.replacement, out);
      out.SkipTo(edit.raw.end);
    }
    finish_token();
    write_cuts_before(static_cast<uint32_t>(raw_.size()));
    return out.Finish();
  }

  Document& document_;
  std::string_view raw_;
  std::span<const EscapeUnit> units_;
  std::span<const Edit> edits_;
  Arena& arena_;
  ArenaVector<Splice>* splices_;

  ArenaVector<Scalar> scalars_;  // of each edit; of a removal, none
  ArenaVector<Removal> removals_;
  ArenaVector<Cut> cuts_;
  size_t inserted_ = 0;
};

}  // namespace

RecordResult<std::string_view> EncodeJson(Document& document, std::span<const Edit> edits,
                                          Arena& arena, ArenaVector<Splice>* splices) {
  if (edits.empty()) return document.raw();
  return JsonEncoder(document, edits, arena, splices).Encode();
}

}  // namespace aegis
