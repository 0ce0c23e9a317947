// The columns of a text that is a table: a line of names first, then lines with as many cells. What
// a column is called speaks for and against what stands in it, as the name of a field does. Nothing
// is looked at before a candidate asks.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "src/base/span.h"

namespace aegis::detect {

class Table {
 public:
  explicit Table(std::string_view text) : text_(text) {}

  // The name of the column that the byte is in; empty in the line of names, in a line that has
  // another number of cells, and in a text that is no table.
  std::string_view ColumnAt(uint32_t offset);

 private:
  // Of a line longer than that, and of more columns, nothing is known.
  static constexpr size_t kMaxLine = 4096;
  static constexpr size_t kMaxColumns = 64;
  static constexpr size_t kMaxName = 64;
  // How often a byte may be read again, on average: candidates do not all come in order.
  static constexpr size_t kStepsPerByte = 32;

  // Where a cell of a row is, while the row is read.
  struct Cursor {
    uint32_t at = 0;
    uint32_t column = 0;
    bool quoted = false;
  };

  bool ReadNames();
  bool ReadNames(std::string_view line, char delimiter);
  bool FindRow(uint32_t offset);
  void Advance(Cursor& cursor, uint32_t to) const;

  const std::string_view text_;
  enum class State : uint8_t { kUnread, kNone, kTable } state_ = State::kUnread;
  char delimiter_ = '\0';
  std::array<Span, kMaxColumns> names_;
  uint32_t columns_ = 0;
  uint32_t first_row_ = 0;
  size_t steps_left_ = 0;
  Span row_;  // the line that was asked about last
  bool is_row_ = false;
  Cursor cursor_;  // in it
};

}  // namespace aegis::detect
