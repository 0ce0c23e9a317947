#include "src/detect/table.h"

#include <algorithm>

#include "src/detect/text_class.h"

namespace aegis::detect {
namespace {

// What names of columns are written with. A value has more digits, or other signs.
bool IsName(std::string_view cell) {
  size_t letters = 0;
  size_t digits = 0;
  for (const char c : cell) {
    if (IsAlpha(c) || IsNonAscii(c)) {
      ++letters;
    } else if (IsDigit(c)) {
      ++digits;
    } else if (c != ' ' && c != '_' && c != '-' && c != '.' && c != '#' && c != '/' && c != '(' &&
               c != ')') {
      return false;
    }
  }
  return letters > digits;
}

Span Between(size_t begin, size_t end) {
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

Span Trimmed(std::string_view text, Span cell) {
  const auto skipped = [](char c) { return c == ' ' || c == '"' || c == '\r'; };
  while (!cell.empty() && skipped(text[cell.begin])) ++cell.begin;
  while (!cell.empty() && skipped(text[cell.end - 1])) --cell.end;
  return cell;
}

}  // namespace

std::string_view Table::ColumnAt(uint32_t offset) {
  if (state_ == State::kUnread) {
    state_ = ReadNames() ? State::kTable : State::kNone;
    steps_left_ = kStepsPerByte * text_.size();
  }
  if (state_ == State::kNone || offset < first_row_ || offset >= text_.size()) return {};
  if (!(row_.begin <= offset && offset < row_.end) && !FindRow(offset)) return {};
  if (!is_row_) return {};
  if (offset < cursor_.at) cursor_ = {row_.begin, 0, false};
  const size_t steps = offset - cursor_.at;
  if (steps > steps_left_) return {};
  steps_left_ -= steps;
  Advance(cursor_, offset);
  return names_[cursor_.column].In(text_);
}

bool Table::ReadNames() {
  const size_t end = text_.substr(0, kMaxLine).find('\n');
  if (end == std::string_view::npos || end + 1 == text_.size()) return false;
  first_row_ = static_cast<uint32_t>(end + 1);
  const std::string_view line = text_.substr(0, end);
  return ReadNames(line, '\t') || ReadNames(line, ',') || ReadNames(line, ';') ||
         ReadNames(line, '|');
}

bool Table::ReadNames(std::string_view line, char delimiter) {
  if (line.find(delimiter) == std::string_view::npos) return false;
  columns_ = 0;
  bool tight = delimiter != ',' && delimiter != ';';
  for (size_t begin = 0; begin <= line.size();) {
    const size_t end = std::min(line.find(delimiter, begin), line.size());
    if (columns_ == kMaxColumns) return false;
    const Span cell = Trimmed(line, Between(begin, end));
    // | a | b | has an empty cell at either end.
    const bool edge = delimiter == '|' && (begin == 0 || end == line.size());
    if (cell.size() > kMaxName || (!IsName(cell.In(line)) && !(edge && cell.empty()))) return false;
    names_[columns_++] = cell;
    // Behind the commas of a sentence stand blanks.
    tight = tight || (begin > 0 && line[std::min(begin, line.size() - 1)] != ' ');
    begin = end + 1;
  }
  delimiter_ = delimiter;
  return tight;
}

bool Table::FindRow(uint32_t offset) {
  const size_t least = std::max<size_t>(first_row_, offset - std::min<size_t>(offset, kMaxLine));
  uint32_t begin = offset;
  while (begin > least && text_[begin - 1] != '\n') --begin;
  const size_t most = std::min(text_.size(), begin + kMaxLine);
  const size_t end = std::min(text_.substr(0, most).find('\n', offset), most);
  const size_t steps = 2 * (end - begin);
  if (steps > steps_left_) return false;
  steps_left_ -= steps;
  row_ = Between(begin, end);
  Cursor last{begin, 0, false};
  const bool whole = (begin == first_row_ || text_[begin - 1] == '\n') && end - begin < kMaxLine;
  if (whole) Advance(last, row_.end);
  is_row_ = whole && !last.quoted && last.column + 1 == columns_;
  cursor_ = {begin, 0, false};
  return true;
}

void Table::Advance(Cursor& cursor, uint32_t to) const {
  for (; cursor.at < to; ++cursor.at) {
    const char c = text_[cursor.at];
    if (c == '"') cursor.quoted = !cursor.quoted;
    if (c == delimiter_ && !cursor.quoted) ++cursor.column;
  }
}

}  // namespace aegis::detect
