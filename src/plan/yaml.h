// YAML that remembers where everything stood. A thin wrapper over yaml-cpp's events: every node and
// key keeps its line and column, duplicate keys and aliases are refused, size and depth are
// bounded, and no exception passes the boundary.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace aegis::yaml {

// Both count from 1; the column counts bytes. {0, 0}: the file as a whole.
struct Position {
  int line = 0;
  int column = 0;
  friend auto operator<=>(const Position&, const Position&) = default;
};

struct Problem {
  Position at;
  std::string message;
  friend bool operator==(const Problem&, const Problem&) = default;
};

// Collects every problem, so that one run shows all of them.
class Diagnostics {
 public:
  void Add(Position at, std::string message);
  bool empty() const { return problems_.empty(); }
  size_t size() const { return problems_.size(); }
  // In order of position; equal positions in the order they were added.
  std::vector<Problem> Sorted() const;
  // `file:line:col: error: message`, a line each, sorted.
  std::string Render(std::string_view file) const;

 private:
  std::vector<Problem> problems_;
};

enum class Kind { kNull, kScalar, kSequence, kMapping };

struct Entry;

struct Node {
  Kind kind = Kind::kNull;
  Position at;
  std::string scalar;          // kScalar: the text, unquoted; kNull: "null" where that stands there
  bool quoted = false;         // kScalar: was written in quotes, so it is no number and no bool
  std::vector<Node> items;     // kSequence
  std::vector<Entry> entries;  // kMapping, in the order of the file

  bool IsNull() const { return kind == Kind::kNull; }
  bool IsScalar() const { return kind == Kind::kScalar; }
  bool IsSequence() const { return kind == Kind::kSequence; }
  bool IsMapping() const { return kind == Kind::kMapping; }
  // The value of a key, or null when this is no mapping or has no such key.
  const Node* Find(std::string_view key) const;
  const Entry* FindEntry(std::string_view key) const;
};

struct Entry {
  std::string key;
  Position at;  // of the key
  Node value;
};

// One document. Problems go to `diagnostics`; the tree comes back whenever the syntax allows (of
// duplicate keys with the first one), so that the caller can go on and report everything at once.
// An empty file is a null node.
std::optional<Node> Parse(std::string_view text, Diagnostics& diagnostics);

// The candidate closest to `name` by edit distance, when it is close enough to be meant; else
// empty.
std::string_view Nearest(std::string_view name, std::span<const std::string_view> candidates);
// "; did you mean `x`?" or nothing.
std::string DidYouMean(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace aegis::yaml
