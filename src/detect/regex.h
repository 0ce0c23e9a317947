// The regular expressions of users' rules. A pattern is read into a tree, refused with the place
// and what to write instead where it asks for what no bounded scan can give, and matched by
// following all its ways at once: what a search costs is counted in steps, the same on every
// machine.
//
// A library for this (RE2) neither counts what it reads nor says where in a pattern a mistake is.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "src/base/span.h"
#include "src/detect/text_class.h"

namespace aegis::detect {

// What is wrong, and what to write instead.
struct RegexError {
  size_t at = 0;  // byte of the pattern
  std::string message;
};

class Regex {
 public:
  static constexpr size_t kUnbounded = std::numeric_limits<size_t>::max();

  // Refuses look-arounds, back-references and lazy repetition; patterns that match the empty text;
  // those that grow too large, or keep too many of their ways open at once; and repetition of what
  // is a repetition itself.
  static tl::expected<Regex, RegexError> Parse(std::string_view pattern, bool any_case);

  // What one thread writes to while it searches; grows to the largest pattern's needs.
  class Scratch {
   public:
    Scratch() = default;

   private:
    friend class Regex;
    struct Thread {
      uint32_t state = 0;
      uint32_t begin = 0;  // of the match, or of the part named `value`
      uint32_t end = 0;    // of the part named `value`
    };
    struct List {
      std::vector<Thread> threads;
      std::vector<uint32_t> place;  // by state: where it is in `threads`, if it is
    };
    List now_;
    List next_;
    std::vector<Thread> stack_;
  };

  enum class Outcome : uint8_t { kMatch, kNone, kExhausted };

  // The match in text[field] that begins first, and of those that begin there the longest; it
  // begins in [from, last_begin]. `value` is its part of that name, or all of it. `steps` is what
  // may be spent, and is left with the rest. Nothing outside of the field is looked at.
  Outcome Search(std::string_view text, Span field, uint32_t from, uint32_t last_begin,
                 size_t& steps, Scratch& scratch, Span& match, Span& value) const;

  // The same language or more, without anchors and names, for an engine that looks for the ends of
  // many patterns at once: bytes only, in the syntax that all such engines share.
  const std::string& filter() const { return filter_; }
  // Each match, or a beginning of it that is one but for its anchors, has at most so many bytes.
  size_t reach() const { return reach_; }
  // What a match may begin with.
  const ByteSet& first() const { return first_; }
  size_t size() const { return program_.size(); }

 private:
  friend class RegexCompiler;

  enum class Op : uint8_t {
    kSet,         // one byte of sets_[argument]
    kSplit,       // on at next, and at argument
    kAssert,      // holds what Assertion(argument) says
    kValueBegin,  // the part named `value`
    kValueEnd,
    kMatch,
  };
  enum class Assertion : uint8_t {
    kFieldBegin,
    kFieldEnd,
    kLineBegin,
    kLineEnd,
    kWordEdge,
    kNoWordEdge
  };
  struct Instruction {
    Op op = Op::kMatch;
    uint32_t next = 0;
    uint32_t argument = 0;
  };

  bool Holds(Assertion assertion, std::string_view text, Span field, uint32_t at) const;
  // Adds the state and all that it leads to without a byte, unless it is there.
  bool Add(Scratch::Thread thread, std::string_view text, Span field, uint32_t at, size_t& steps,
           Scratch& scratch, Scratch::List& list, Scratch::Thread* matched) const;
  Span FindValue(std::string_view text, Span field, Span match, size_t& steps,
                 Scratch& scratch) const;
  std::optional<size_t> MostThreads() const;

  std::vector<Instruction> program_;
  std::vector<ByteSet> sets_;
  ByteSet first_;
  std::string filter_;
  size_t reach_ = 0;
  bool has_value_ = false;
};

}  // namespace aegis::detect
