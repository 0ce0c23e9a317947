#include "src/detect/regex.h"

#include <algorithm>
#include <utility>

namespace aegis::detect {
namespace {

constexpr uint32_t kNotSet = ~uint32_t{0};

// Letters and digits of any script, as far as the edge of a word needs it.
bool IsWordPoint(uint32_t point) {
  if (point < 0x80) return IsAlnum(static_cast<char>(point)) || point == '_';
  if (point < 0xc0) return point == 0xaa || point == 0xb5 || point == 0xba;
  return !(point == 0xd7 || point == 0xf7 || (point >= 0x2000 && point < 0x2070) ||
           (point >= 0x20a0 && point < 0x2c00) || (point >= 0x3000 && point < 0x3005) ||
           (point >= 0x3008 && point < 0x3021) || (point >= 0xff00 && point < 0xff10) ||
           (point >= 0xff1a && point < 0xff21) || (point >= 0xff3b && point < 0xff41) ||
           (point >= 0xff5b && point < 0xff66) || point >= 0x1f000);
}

uint32_t PointAt(std::string_view text, size_t at, size_t end) {
  const auto byte = [&](size_t i) { return i < end ? static_cast<unsigned char>(text[i]) : 0u; };
  const uint32_t lead = byte(at);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
  uint32_t point = lead & (0x3fu >> more);
  for (int i = 1; i <= more; ++i) point = point << 6 | (byte(at + static_cast<size_t>(i)) & 0x3fu);
  return point;
}

bool IsWordBefore(std::string_view text, Span field, uint32_t at) {
  if (at == field.begin) return false;
  size_t begin = at - 1;
  while (begin > field.begin && at - begin < 4 &&
         (static_cast<unsigned char>(text[begin]) & 0xc0) == 0x80) {
    --begin;
  }
  return IsWordPoint(PointAt(text, begin, field.end));
}

bool IsWordBehind(std::string_view text, Span field, uint32_t at) {
  return at < field.end && IsWordPoint(PointAt(text, at, field.end));
}

}  // namespace

bool Regex::Holds(Assertion assertion, std::string_view text, Span field, uint32_t at) const {
  switch (assertion) {
    case Assertion::kFieldBegin:
      return at == field.begin;
    case Assertion::kFieldEnd:
      return at == field.end;
    case Assertion::kLineBegin:
      return at == field.begin || text[at - 1] == '\n';
    case Assertion::kLineEnd:
      return at == field.end || text[at] == '\n';
    case Assertion::kWordEdge:
      return IsWordBefore(text, field, at) != IsWordBehind(text, field, at);
    case Assertion::kNoWordEdge:
      return IsWordBefore(text, field, at) == IsWordBehind(text, field, at);
  }
  return false;
}

bool Regex::Add(Scratch::Thread thread, std::string_view text, Span field, uint32_t at,
                size_t& steps, Scratch& scratch, Scratch::List& list,
                Scratch::Thread* matched) const {
  auto& stack = scratch.stack_;
  stack.assign(1, thread);
  while (!stack.empty()) {
    if (steps == 0) return false;
    --steps;
    Scratch::Thread one = stack.back();
    stack.pop_back();
    uint32_t& place = list.place[one.state];
    if (place < list.threads.size() && list.threads[place].state == one.state) {
      // There already. A search comes in order of what is better; the part named `value` does not:
      // that which begins first counts, and of two that of the later end.
      Scratch::Thread& other = list.threads[place];
      if (matched != nullptr) continue;
      const bool better =
          one.begin < other.begin || (one.begin == other.begin && one.end != kNotSet &&
                                      (other.end == kNotSet || one.end > other.end));
      if (!better) continue;
      other = one;
    } else {
      place = static_cast<uint32_t>(list.threads.size());
      list.threads.push_back(one);
    }
    const Instruction& instruction = program_[one.state];
    const auto go = [&](uint32_t state) {
      Scratch::Thread next = one;
      next.state = state;
      stack.push_back(next);
    };
    switch (instruction.op) {
      case Op::kSet:
        break;
      case Op::kSplit:
        go(instruction.argument);
        if (instruction.next != instruction.argument) go(instruction.next);
        break;
      case Op::kAssert:
        if (Holds(static_cast<Assertion>(instruction.argument), text, field, at)) {
          go(instruction.next);
        }
        break;
      case Op::kValueBegin:
        if (matched == nullptr) one.begin = at;
        go(instruction.next);
        break;
      case Op::kValueEnd:
        if (matched == nullptr) one.end = at;
        go(instruction.next);
        break;
      case Op::kMatch:
        if (matched != nullptr && matched->state == kNotSet) *matched = one;
        break;
    }
  }
  return true;
}

Regex::Outcome Regex::Search(std::string_view text, Span field, uint32_t from, uint32_t last_begin,
                             size_t& steps, Scratch& scratch, Span& match, Span& value) const {
  // What is passed over costs a part of what is followed.
  constexpr size_t kPassedPerStep = 8;
  const auto start = static_cast<uint32_t>(program_.size() - 1);
  for (Scratch::List* list : {&scratch.now_, &scratch.next_}) {
    list->threads.clear();
    if (list->place.size() < program_.size()) list->place.resize(program_.size());
  }
  bool found = false;
  for (uint32_t at = from;; ++at) {
    Scratch::List& now = scratch.now_;
    if (now.threads.empty()) {
      if (found) break;
      const uint32_t begin = at;
      while (at <= last_begin && at < field.end && !first_.Has(text[at])) ++at;
      const size_t passed = (at - begin) / kPassedPerStep;
      if (passed > steps) return Outcome::kExhausted;
      steps -= passed;
      if (at > last_begin || at >= field.end) return Outcome::kNone;
    }
    // The states of this place are those that the byte in front led to, in order of where they
    // began, and then those that begin here.
    if (!found && at <= last_begin) {
      Scratch::Thread matched{kNotSet, 0, 0};
      if (!Add({start, at, kNotSet}, text, field, at, steps, scratch, now, &matched)) {
        return Outcome::kExhausted;
      }
    }
    if (at == field.end) break;
    Scratch::List& next = scratch.next_;
    next.threads.clear();
    Scratch::Thread matched{kNotSet, 0, 0};
    for (const Scratch::Thread& thread : now.threads) {
      if (found && thread.begin > match.begin) break;
      const Instruction& instruction = program_[thread.state];
      if (instruction.op != Op::kSet) continue;
      if (steps == 0) return Outcome::kExhausted;
      --steps;
      if (!sets_[instruction.argument].Has(text[at])) continue;
      if (!Add({instruction.next, thread.begin, kNotSet}, text, field, at + 1, steps, scratch, next,
               &matched)) {
        return Outcome::kExhausted;
      }
    }
    if (matched.state != kNotSet && (!found || matched.begin <= match.begin)) {
      match = {matched.begin, at + 1};
      found = true;
    }
    std::swap(scratch.now_, scratch.next_);
    if (!found && scratch.now_.threads.empty() && at + 1 > last_begin) return Outcome::kNone;
  }
  if (!found) return Outcome::kNone;
  value = has_value_ ? FindValue(text, field, match, steps, scratch) : match;
  return steps == 0 ? Outcome::kExhausted : Outcome::kMatch;
}

// The match is known; what of it is the part? Of several ways the one whose part begins first
// counts, then the one whose part ends last.
Span Regex::FindValue(std::string_view text, Span field, Span match, size_t& steps,
                      Scratch& scratch) const {
  const auto start = static_cast<uint32_t>(program_.size() - 1);
  scratch.now_.threads.clear();
  Add({start, kNotSet, kNotSet}, text, field, match.begin, steps, scratch, scratch.now_, nullptr);
  for (uint32_t at = match.begin; at < match.end; ++at) {
    scratch.next_.threads.clear();
    for (const Scratch::Thread& thread : scratch.now_.threads) {
      const Instruction& instruction = program_[thread.state];
      if (instruction.op != Op::kSet || !sets_[instruction.argument].Has(text[at])) continue;
      if (!Add({instruction.next, thread.begin, thread.end}, text, field, at + 1, steps, scratch,
               scratch.next_, nullptr)) {
        return match;
      }
    }
    std::swap(scratch.now_, scratch.next_);
  }
  for (const Scratch::Thread& thread : scratch.now_.threads) {
    if (program_[thread.state].op == Op::kMatch && thread.end != kNotSet) {
      return {thread.begin, thread.end};
    }
  }
  return match;
}

}  // namespace aegis::detect
