#include "src/detect/labels.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "src/base/limits.h"
#include "src/detect/context.h"
#include "src/detect/matchers/assigned.h"
#include "src/detect/matchers/person_name.h"
#include "src/detect/matchers/placeholder.h"
#include "src/detect/text_class.h"

namespace aegis::detect {
namespace {

constexpr size_t kMaxLabel = 64;     // bytes, as it is written
constexpr size_t kMaxWords = 8;      // of a label
constexpr size_t kMaxValue = 256;    // bytes
constexpr size_t kMaxRemark = 32;    // in brackets between label and joint
constexpr size_t kMaxElements = 16;  // of an array of values

// Keys that are no label, and whose values may have one beside them. See Place::titles.
constexpr std::string_view kUntoldKeys[] = {"value", "values", "val", "answer"};

std::string InCapitals(std::string_view word, bool all) {
  std::string out;
  for (size_t at = 0; at < word.size();) {
    const Letter letter = ReadLetter(word, at);
    const uint32_t size = letter.size == 0 ? 1 : letter.size;
    const uint32_t point = Capital(letter.point);
    // ASCII letters match in both cases anyway.
    if (letter.size == 2 && (all || at == 0) && point >= 0x80 && point < 0x800) {
      out += static_cast<char>(0xc0 | point >> 6);
      out += static_cast<char>(0x80 | (point & 0x3f));
    } else {
      out += word.substr(at, size);
    }
    at += size;
  }
  return out;
}

std::string FormOf(std::string_view text) {
  std::string form;
  AppendContextForm(text, form);
  const size_t begin = form.find_first_not_of(' ');
  if (begin == std::string::npos) return {};
  return form.substr(begin, form.find_last_not_of(' ') + 1 - begin);
}

std::string_view LastWord(std::string_view label) {
  const size_t end = label.find_last_not_of(" -_.") + 1;
  const size_t blank = label.substr(0, end).find_last_of(" -_.'/");
  return label.substr(blank + 1, end - blank - 1);
}

bool IsIn(const std::vector<std::string>& sorted, std::string_view form) {
  return std::binary_search(sorted.begin(), sorted.end(), form, std::less<>{});
}

// Does one of its words stand in the list?
bool HasWordOf(std::string_view form, const std::vector<std::string>& sorted) {
  for (size_t begin = 0; begin < form.size();) {
    const size_t end = std::min(form.find(' ', begin), form.size());
    if (end > begin && IsIn(sorted, form.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

Status Wrong(std::string message) { return Fail(ErrorCode::kInvalidArgument, std::move(message)); }

// Past what may stand between a label's last word and its joint: a plural's s, a number as in
// `address_line_1`, a remark in brackets, a star. False: the word goes on, and is another.
bool SkipTail(std::string_view text, size_t& at) {
  const char c = At(text, at);
  if (c == '"' || c == ':' || c == '=') return true;
  if ((c == 's' || c == 'S') && !IsAlnum(At(text, at + 1))) ++at;
  if (IsAlpha(At(text, at)) || IsNonAscii(At(text, at))) {
    // Full-width punctuation, and a verb of a script that has no blanks.
    return IsNonAscii(At(text, at)) && ReadLetter(text, at).size != 2;
  }
  size_t number = at;
  if (At(text, number) == '_' || At(text, number) == '-') ++number;
  if (IsDigit(At(text, number))) {
    ++number;
    if (IsDigit(At(text, number))) ++number;
    at = number;
  }
  if (IsNameByte(At(text, at)) && At(text, at) != '.') return false;
  if (At(text, at) == '.' && (At(text, at + 1) == ':' || At(text, at + 1) == ' ')) ++at;
  const size_t remark = At(text, at) == ' ' ? at + 1 : at;
  if (At(text, remark) == '(') {
    const size_t close = text.substr(0, std::min(text.size(), remark + kMaxRemark)).find(')', at);
    if (close != std::string_view::npos) at = close + 1;
  }
  while (At(text, at) == '*') ++at;
  return true;
}

}  // namespace

struct LabelJoint : Joint {
  bool markup = false;  // ends where the next tag begins
  bool column = false;  // a row of a table, or of columns
  bool key = false;     // the label is in quotes
  bool plain = false;   // a blank: MRN 00400017, which joins numbers only
};

namespace {

// Is there a digit in the first letters and digits?
bool StartsWithNumber(std::string_view text, size_t at) {
  while (IsAlpha(At(text, at)) || At(text, at) == '-') ++at;
  return IsDigit(At(text, at));
}

// Past tags: </b>, </td><td class="x">.
bool SkipTags(std::string_view text, size_t& at) {
  constexpr size_t kMaxTags = 4;
  constexpr size_t kMaxTag = 80;
  bool any = false;
  for (size_t i = 0; i < kMaxTags && At(text, at) == '<'; ++i) {
    const size_t close = text.substr(0, std::min(text.size(), at + kMaxTag)).find('>', at);
    if (close == std::string_view::npos) break;
    at = SkipBlanks(text, close + 1);
    any = true;
  }
  return any;
}

// **Name:** Jane
void SkipStars(std::string_view text, LabelJoint& joint) {
  if (joint.IsQuoted() || At(text, joint.value) != '*') return;
  while (At(text, joint.value) == '*') ++joint.value;
  joint.value = SkipBlanks(text, joint.value);
}

bool ReadLabelJoint(std::string_view text, size_t word_end, size_t at, LabelJoint& joint) {
  const char c = At(text, at);
  joint.key = c == '"' || c == '\'' || c == '\\';
  // Most words of prose end here.
  if (c == ' ' && IsAlnum(At(text, at + 1))) {
    size_t begin = word_end;
    while (begin > 0 && word_end - begin < kMaxLabel && IsNameByte(text[begin - 1])) --begin;
    const bool option = text[begin] == '-';
    if (!option && !IsLower(At(text, at + 1))) {
      if (!StartsWithNumber(text, at + 1)) return false;
      joint.plain = true;
      joint.value = at + 1;
      return true;
    }
    constexpr std::string_view kVerbsBegin = "ietljwsca";
    if (!option && kVerbsBegin.find(At(text, at + 1)) == std::string_view::npos) return false;
  }
  if (c == '"') {
    if (!ReadJoint(text, word_end, at, true, joint)) return false;
    joint.key = true;
    SkipStars(text, joint);
    return true;
  }
  // <b>Name:</b> Jane, <td>Name</td><td>Jane</td>
  size_t tag = at;
  if (At(text, tag) == ':') ++tag;
  if (At(text, tag) == '<' && At(text, tag + 1) == '/') {
    const size_t first = tag;
    if (!SkipTags(text, tag)) return false;
    const bool two = text.substr(first + 1, tag - first - 1).find('<') != std::string_view::npos;
    if (At(text, tag) == ':') {
      tag = SkipBlanks(text, tag + 1);
    } else if (first == at && !two) {
      return false;
    }
    joint.markup = true;
    joint.value = tag;
    return true;
  }
  const size_t blank = SkipBlanks(text, at);
  const bool wide = blank >= at + 2 || (blank > at && text.substr(at, blank - at).find('\t') !=
                                                          std::string_view::npos);
  if (At(text, blank) == '|' || (wide && At(text, blank) != ':' && At(text, blank) != '=')) {
    joint.column = true;
    joint.value = SkipBlanks(text, At(text, blank) == '|' ? blank + 1 : blank);
    return true;
  }
  if (At(text, blank) == '#' && IsAlnum(At(text, SkipBlanks(text, blank + 1)))) {
    joint.value = SkipBlanks(text, blank + 1);
    return true;
  }
  const bool key = joint.key;
  if (!ReadJoint(text, word_end, at, true, joint)) return false;
  joint.key = key;
  SkipStars(text, joint);
  return true;
}

}  // namespace

// Where a value lies.
struct Labels::Range {
  size_t begin = 0;
  size_t limit = 0;
  bool closed = false;  // the value is all of it
  bool sentence = false;
  bool plain = false;
};

// Read from the end of a form, word by word and eight bytes at a time, so that each byte in front
// gives the next one, and a short word of a text is one number.
class Labels::FormHash {
 public:
  static constexpr size_t kStep = sizeof(uint64_t);

  // The last `size` of eight bytes: the next of a word, and its first ones when they are fewer.
  void AddStep(uint64_t bytes, size_t size) {
    Close();
    step_ = bytes >> (8 * (kStep - size));
    size_ = size;
  }
  void Add(char c) {
    if (size_ == kStep) Close();
    step_ = step_ << 8 | static_cast<unsigned char>(c);
    ++size_;
  }
  // What follows is of another word.
  void EndWord() { Close(); }
  // Not before the first byte of a word.
  uint64_t Get() const { return Mix(words_, step_); }

 private:
  static uint64_t Mix(uint64_t words, uint64_t step) {
    return (std::rotl(words, 32) ^ step) * 0x9e3779b97f4a7c15u;
  }
  void Close() {
    if (size_ != 0) words_ = Get();
    step_ = 0;
    size_ = 0;
  }

  uint64_t words_ = 0;
  uint64_t step_ = 0;
  size_t size_ = 0;  // of the step
};

namespace {

constexpr uint64_t kOnes = 0x0101010101010101u;
constexpr uint64_t kHighs = 0x8080808080808080u;

// The eight bytes in front of `at`, the last of them the highest.
uint64_t EightBefore(std::string_view text, size_t at) {
  uint64_t bytes;
  std::memcpy(&bytes, text.data() + at - sizeof bytes, sizeof bytes);
  if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
  return bytes;
}

// How many of the eight are small ASCII letters, from the last one on?
size_t SmallLettersAtEnd(uint64_t bytes) {
  // The high bit of each byte that is, but for its own high bit, at least the bound.
  const auto least = [&](uint64_t bound) { return ((bytes | kHighs) - kOnes * bound) & kHighs; };
  const uint64_t letters = least('a') & ~least('z' + 1) & ~bytes;
  return static_cast<size_t>(std::countl_zero(~letters & kHighs)) / 8;
}

}  // namespace

void Labels::FactsOfForms::MakeRoomFor(size_t forms) {
  const size_t slots = std::bit_ceil(std::max<size_t>(kSlotsPerForm * forms, 4));
  slots_.assign(slots / 4, 0);
  shift_ = 64 - std::countr_zero(slots);
}

void Labels::FactsOfForms::Add(std::string_view form, Fact fact) {
  FormHash hash;
  for (size_t at = form.size(); at > 0; --at) {
    if (form[at - 1] == ' ') {
      hash.EndWord();
    } else {
      hash.Add(form[at - 1]);
    }
  }
  const uint64_t slot = hash.Get() >> shift_;
  slots_[slot / 4] = static_cast<uint8_t>(slots_[slot / 4] | fact << (slot % 4 * 2));
}

void Labels::PutForm(const std::string& form, Use use) {
  std::vector<Use>& uses = labels_[form];
  const bool known = std::any_of(uses.begin(), uses.end(),
                                 [&](const Use& other) { return other.shape == use.shape; });
  if (!known) uses.push_back(use);
  KeepFactsSparse();
  facts_.Add(form, FactsOfForms::kLabel);
  PutLastWord(form);
}

void Labels::PutEnd(std::string_view form) {
  ends_.emplace(form);
  KeepFactsSparse();
  facts_.Add(form, FactsOfForms::kEnd);
}

void Labels::KeepFactsSparse() {
  const size_t forms = labels_.size() + ends_.size();
  if (facts_.HasRoomFor(forms)) return;
  facts_.MakeRoomFor(2 * forms);
  for (const auto& [form, uses] : labels_) facts_.Add(form, FactsOfForms::kLabel);
  for (const std::string& form : ends_) facts_.Add(form, FactsOfForms::kEnd);
}

Status Labels::AddLabel(std::string_view label, Use use) {
  const std::string form = FormOf(label);
  const auto words = static_cast<size_t>(std::count(form.begin(), form.end(), ' ')) + 1;
  if (form.empty()) return Wrong("a label without letters or digits");
  if (label.size() > kMaxLabel || words > kMaxWords) {
    return Wrong("a label has at most " + std::to_string(kMaxWords) + " words and " +
                 std::to_string(kMaxLabel) + " bytes: " + std::string(label));
  }
  most_words_ = std::max(most_words_, words);
  PutForm(form, use);
  std::string joined = form;
  std::erase(joined, ' ');
  PutForm(joined, use);
  for (size_t blank = form.find(' '); blank != std::string::npos; blank = form.find(' ', blank + 1))
    PutEnd(std::string_view(form).substr(blank + 1));
  const std::string_view last = LastWord(label);
  if (last.empty()) return Wrong("a label without letters or digits");
  const size_t blank = form.rfind(' ');
  if (last.size() == 1) {
    // One letter is everywhere: `conto n` is found where `n°` is written.
    words_.push_back(std::string(last) + "°");
    words_.push_back(std::string(last) + "º");
    return {};
  }
  words_.emplace_back(last);
  words_.push_back(InCapitals(last, false));
  words_.push_back(InCapitals(last, true));
  std::string folded = form.substr(blank == std::string::npos ? 0 : blank + 1);
  if (folded.size() > 1) words_.push_back(std::move(folded));
  return {};
}

Status Labels::Add(const LabelledShape& shape, RuleIndex rule) {
  Item item;
  item.rule = rule;
  item.value = shape.value;
  item.min_length = shape.min_length;
  item.max_length = shape.max_length;
  switch (shape.value) {
    case LabelledValue::kBody: {
      auto body = PrefixBody::Parse(shape.body);
      if (!body) return Wrong("body: " + body.error().message);
      item.body = std::move(*body);
      break;
    }
    case LabelledValue::kOneOf:
      if (shape.one_of.empty()) return Wrong("one_of is empty");
      break;
    case LabelledValue::kName:
    case LabelledValue::kWords:
    case LabelledValue::kText:
      if (item.min_length == 0) item.min_length = 2;
      if (item.max_length == 0) item.max_length = 128;
      break;
    case LabelledValue::kDigits:
    case LabelledValue::kCode:
      if (item.min_length == 0) item.min_length = 3;
      if (item.max_length == 0) item.max_length = 24;
      break;
  }
  if (item.max_length > kMaxValue) {
    return Wrong("a labelled value has at most " + std::to_string(kMaxValue) + " bytes");
  }
  for (const std::string& value : shape.one_of) item.one_of.push_back(FormOf(value));
  for (const std::string& word : shape.except) item.except.push_back(FormOf(word));
  std::sort(item.one_of.begin(), item.one_of.end());
  std::sort(item.except.begin(), item.except.end());
  if (shape.labels.empty() && shape.alone.empty()) return Wrong("no labels");
  const auto number = static_cast<uint32_t>(shapes_.size());
  for (const std::string& label : shape.labels) {
    if (auto added = AddLabel(label, {number, false}); !added) return added;
  }
  for (const std::string& label : shape.alone) {
    if (auto added = AddLabel(label, {number, true}); !added) return added;
  }
  shapes_.push_back(std::move(item));
  for (const std::string_view key : kUntoldKeys) {
    PutEnd(key);
    PutLastWord(key);
  }
  return {};
}

std::vector<std::string> Labels::OtherLastWords() const {
  std::vector<std::string> words;
  for (const std::string& word : words_) {
    if (!IsAlpha(word.back())) words.push_back(word);
  }
  std::sort(words.begin(), words.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::vector<std::string> kept;
  for (std::string& word : words) {
    // What ends with a word is found by it.
    const bool covered = std::any_of(kept.begin(), kept.end(),
                                     [&](const std::string& end) { return word.ends_with(end); });
    if (!covered) kept.push_back(std::move(word));
  }
  return kept;
}

bool Labels::MayEndLabel(std::string_view text, size_t end) const {
  // As AppendContextForm and LookUp see it, as long as there are nothing but words in ASCII.
  FormHash hash;
  const size_t least = std::max(end, kMaxLabel) - kMaxLabel + FormHash::kStep;
  size_t at = end;
  while (at > least) {
    // A word: small letters, with or without a capital in front of them, capitals, or digits.
    size_t begin = at;
    size_t letters = 0;
    do {
      const uint64_t bytes = EightBefore(text, begin);
      letters = SmallLettersAtEnd(bytes);
      if (letters != 0) hash.AddStep(bytes, letters);
      begin -= letters;
    } while (letters == FormHash::kStep && begin > least);
    if (begin > least && IsUpper(text[begin - 1])) {
      const bool small = begin != at;
      do {
        hash.Add(ToLower(text[--begin]));
      } while (!small && begin > least && IsUpper(text[begin - 1]));
      // IDs, and the T of HTMLText.
      if (small && begin > 0 && IsUpper(text[begin - 1])) return true;
    } else if (begin == at) {
      while (begin > least && IsDigit(text[begin - 1])) hash.Add(text[--begin]);
    }
    if (begin == at || begin <= least) return true;
    const uint8_t facts = facts_.Of(hash.Get());
    if ((facts & FactsOfForms::kLabel) != 0 || IsNonAscii(text[begin - 1])) return true;
    if ((facts & FactsOfForms::kEnd) == 0) return false;
    // What may part two words. Behind a quote it may be a key.
    if (text[begin - 1] == ' ' && IsLower(text[begin - 2])) --begin;
    while (begin > least && !IsAlnum(text[begin - 1])) {
      const char c = text[begin - 1];
      if (c == '"' || c == '\'' || IsNonAscii(c)) return true;
      if (!IsNameByte(c) && c != ' ') return false;
      --begin;
    }
    hash.EndWord();
    at = begin;
  }
  return true;
}

bool Labels::LookUp(std::string_view form, bool bounded, size_t held, Matches& matches) const {
  size_t words = 0;
  FormHash hash;
  for (size_t begin = form.size(); begin > 0;) {
    --begin;
    if (form[begin] == ' ') {
      hash.EndWord();
      continue;
    }
    hash.Add(form[begin]);
    const bool first = begin == 0;
    const bool word = first || form[begin - 1] == ' ';
    if (!word && !(IsNonAscii(form[begin]) && (form[begin] & 0x40) != 0 &&
                   IsUnspaced(ReadLetter(form, begin).point))) {
      continue;
    }
    if (word && ++words > most_words_) return false;
    const uint8_t facts = facts_.Of(hash.Get());
    if ((facts & FactsOfForms::kLabel) != 0 && form.size() - begin > held) {
      const auto found = labels_.find(form.substr(begin));
      if (found != labels_.end()) {
        for (const Use& use : found->second) {
          if (use.alone && !(first && bounded)) continue;
          matches.Add({use, form.substr(0, begin)});
        }
      }
    }
    // A label with one more word in front ends with these.
    if (word && (facts & FactsOfForms::kEnd) == 0) return false;
  }
  return true;
}

// {"customer": {"id": …}} is a customer's id, {"employees": [{"number": …}]} an employee's number.
void Labels::LookUpInParents(const Place& place, std::string_view key, Scratch& scratch,
                             Matches& matches) const {
  for (uint32_t i = 1; i < place.name_count; ++i) {
    std::string_view name = place.names[i];
    if (name.empty()) continue;
    if (name.size() > kMaxLabel) return;
    for (const bool singular : {false, true}) {
      if (singular) {
        if (name.back() != 's') return;
        name.remove_suffix(1);
      }
      scratch.other = FormOf(name);
      if (scratch.other.empty()) return;
      scratch.other += ' ';
      scratch.other += key;
      const size_t before = matches.size();
      LookUp(scratch.other, true, key.size(), matches);
      if (matches.size() != before) return;
    }
    return;
  }
}

// {"type": "employee id", "value": …} is an employee's id.
void Labels::LookUpTitles(const Place& place, Scratch& scratch, Matches& matches) const {
  for (uint32_t i = 0; i < place.title_count && matches.empty(); ++i) {
    scratch.other.clear();
    AppendContextForm(place.titles[i], scratch.other);
    const std::string_view form = scratch.other;
    if (form.size() > 2) LookUp(form.substr(1, form.size() - 2), true, 0, matches);
  }
}

bool Labels::IsLabel(std::string_view value, Scratch& scratch) const {
  if (value.size() > kMaxLabel) return false;
  scratch.compact.clear();
  AppendContextForm(value, scratch.compact);
  std::string_view form = scratch.compact;
  form = form.substr(1, form.size() - 2);
  return labels_.find(form) != labels_.end();
}

void Labels::PutLastWord(std::string_view form) {
  const std::string_view word = form.substr(form.rfind(' ') + 1);
  if (std::all_of(word.begin(), word.end(), IsLower)) label_ends_.Add(word);
}

void Labels::FindBehindWords(std::string_view text, const BlockMarks* marks, LabelSource& source,
                             Scratch& scratch) const {
  label_ends_.Visit(text, marks, [&](size_t end) { Find(text, end, source, scratch); });
}

void Labels::Find(std::string_view text, size_t end, LabelSource& source, Scratch& scratch) const {
  if (end >= text.size()) return;
  // A blank and a capital: of most words, the end.
  const bool plain = text[end] == ' ' && IsUpper(At(text, end + 1)) && IsLower(text[end - 1]);
  if (plain && !StartsWithNumber(text, end + 1) && !IsOption(text, end)) return;
  if ((text[end] == '"' || text[end] == 's') && FindBehindKey(text, end, source, scratch)) return;
  if (MayEndLabel(text, end)) FindAt(text, end, source, scratch);
}

// A key of few small letters, or of those and the s of a plural: "id": 7. What is asked byte by
// byte of all other labels is known of it.
bool Labels::FindBehindKey(std::string_view text, size_t end, LabelSource& source,
                           Scratch& scratch) const {
  constexpr size_t kEight = sizeof(uint64_t);
  const size_t quote = text[end] == 's' ? end + 1 : end;
  if (end < 2 * kEight || text.size() < quote + 4) return false;
  if (text[quote] != '"' || text[quote + 1] != ':') return false;
  const uint64_t last = EightBefore(text, end);
  const size_t letters = SmallLettersAtEnd(last);
  const size_t begin = end - letters;
  if (letters == 0 || letters == kEight || text[begin - 1] != '"') return false;
  LabelJoint joint;
  joint.key = true;
  joint.loose = text[quote + 2] == ' ';
  joint.value = quote + (joint.loose ? 3 : 2);
  const char first = text[joint.value];
  if (first == '"') {
    joint.quote = first;
    ++joint.value;
  } else if (!IsAlnum(first) && first != '-' && first != '[' && first != '{') {
    return false;
  }
  FormHash hash;
  hash.AddStep(last, letters);
  const uint8_t facts = facts_.Of(hash.Get());
  if (facts == 0) return true;
  if (joint.value >= text.size() || !source.Charge(end, letters)) return true;
  const std::string_view form = text.substr(begin, letters);
  scratch.matches.Clear();
  if ((facts & FactsOfForms::kLabel) != 0) LookUp(form, true, 0, scratch.matches);
  FindValue(text, {begin, end}, form, joint, (facts & FactsOfForms::kEnd) != 0, source, scratch);
  return true;
}

void Labels::FindAt(std::string_view text, size_t end, LabelSource& source,
                    Scratch& scratch) const {
  size_t at = end;
  LabelJoint joint;
  if (!SkipTail(text, at) || !ReadLabelJoint(text, end, at, joint)) return;
  if (joint.value >= text.size()) return;

  // The label, backwards. Tokens like name=value are parted by blanks.
  const bool blanks = !joint.tight;
  size_t begin = end;
  const size_t least = end > kMaxLabel ? end - kMaxLabel : 0;
  while (begin > least && IsLower(text[begin - 1])) --begin;
  const size_t small = begin;
  while (begin > least) {
    const char c = text[begin - 1];
    if (IsNameByte(c) || IsNonAscii(c)) {
      // The end of a sentence is no part of it.
      if (c == '.' && begin < end && text[begin] == ' ') break;
    } else if (c == ' ') {
      if (!blanks || (begin >= 2 && text[begin - 2] == ' ')) break;
    } else if (c != '\'' || begin < 2 || !IsAlpha(text[begin - 2]) || !IsAlpha(At(text, begin))) {
      break;
    }
    --begin;
  }
  if (begin == least && begin > 0 && (IsAlnum(text[begin - 1]) || IsNonAscii(text[begin - 1]))) {
    // Not half a word.
    while (begin < end && (IsAlnum(text[begin]) || IsNonAscii(text[begin]))) ++begin;
  }
  const char before = begin == 0 ? '\n' : text[begin - 1];
  constexpr ByteSet kBounds("\n\r\t ,;|([{<>\"'`:=&?*#_-.+~");
  const bool bounded = (begin != least || begin == 0) && kBounds.Has(before);
  if (joint.element && before != '<' && !(before == ':' || before == '/')) joint.element = false;
  // "a > b" is no element.
  if (!joint.element && At(text, at) == '>') return;
  if (joint.key && before != '"' && before != '\'') joint.key = false;

  if (!source.Charge(end, end - begin)) return;
  std::string_view form = text.substr(begin, end - begin);
  if (begin != small) {
    scratch.form.clear();
    AppendContextForm(form, scratch.form);
    form = scratch.form;
    form = form.substr(1, std::max<size_t>(form.size(), 2) - 2);
  }
  if (form.empty()) return;
  scratch.matches.Clear();
  const bool may_be_longer = LookUp(form, bounded, 0, scratch.matches);
  FindValue(text, {begin, end}, form, joint, may_be_longer && joint.key && bounded, source,
            scratch);
}

// With the matches of the label itself, which `may_be_held` by what makes it one of another.
void Labels::FindValue(std::string_view text, Written written, std::string_view form,
                       LabelJoint joint, bool may_be_held, LabelSource& source,
                       Scratch& scratch) const {
  const auto [begin, end] = written;
  Matches& matches = scratch.matches;
  if (joint.plain) {
    // With nothing between them a label says what it is: not "the rum 1234".
    constexpr size_t kLongWord = 6;
    const bool capitals = end >= 2 && IsUpper(text[end - 1]) && IsUpper(text[end - 2]);
    matches.Drop([&](const Match& match) {
      const std::string_view label = form.substr(match.front.size());
      return !capitals && label.size() < kLongWord && label.find(' ') == std::string_view::npos;
    });
  }
  if (matches.empty() && !may_be_held) return;

  // An array's first element.
  bool array = false;
  if (joint.key && !joint.IsQuoted() && At(text, joint.value) == '[') {
    array = true;
    ++joint.value;
    while (joint.value < text.size() && IsSpace(text[joint.value])) ++joint.value;
    if (At(text, joint.value) == '"') joint.quote = text[joint.value++];
  }
  const Place* place = source.PlaceAt(static_cast<uint32_t>(joint.value));
  if (place == nullptr) return;
  if (may_be_held) LookUpInParents(*place, form, scratch, matches);
  if (matches.empty()) LookUpTitles(*place, scratch, matches);
  if (matches.empty()) return;
  const Span field = place->text;
  Range range{joint.value, field.end, false, joint.sentence, joint.plain};
  if (field.begin == joint.value && field.begin > end) {
    range.closed = true;
    // What {"product": {"name": …}} names is known from what holds it.
    scratch.holder.clear();
    for (uint32_t i = 1; i < place->name_count; ++i) {
      if (place->names[i].empty()) continue;
      AppendContextForm(place->names[i].substr(0, kMaxLabel), scratch.holder);
      break;
    }
    matches.Drop([&](const Match& match) {
      return HasWordOf(scratch.holder, shapes_[match.use.shape].except);
    });
  } else if (field.begin > end || field.end <= joint.value) {
    return;
  } else if (joint.IsQuoted()) {
    const size_t limit = std::min<size_t>(field.end, joint.value + kMaxValue + 1);
    if (!ReadQuoted(text, joint, limit, range.limit)) return;
    range.closed = true;
  } else {
    const size_t most = std::min<size_t>(field.end, joint.value + kMaxValue + 1);
    const bool tagged = joint.element || joint.markup;
    size_t stop = joint.value;
    while (stop < most && text[stop] != '\n' && text[stop] != '\r' &&
           !(tagged && text[stop] == '<') && !(joint.column && text[stop] == '|')) {
      ++stop;
    }
    range.limit = stop;
    range.closed = tagged && At(text, stop) == '<';
    if (tagged && !range.closed) return;
    if (joint.column) {
      // Of a table the whole row, which has no other cells; the first row of a table has names.
      size_t row = begin;
      while (row > 0 && begin - row < 4 && (text[row - 1] == ' ' || text[row - 1] == '|')) --row;
      if (row != 0 && text[row - 1] != '\n') return;
      size_t rest = stop;
      while (rest < field.end && (text[rest] == ' ' || text[rest] == '|')) ++rest;
      if (rest < field.end && text[rest] != '\n' && text[rest] != '\r') return;
      const std::string_view next = text.substr(std::min<size_t>(rest + 1, text.size()), 3);
      if (next.starts_with("|-") || next.starts_with("| -") || next.starts_with("|:")) return;
      if (text.substr(joint.value, stop - joint.value).find('\t') != std::string_view::npos) return;
      range.closed = true;
    }
  }
  Read(text, range, matches, source, scratch);
  if (!array || !range.closed) return;
  size_t next = range.limit;
  for (size_t i = 1; i < kMaxElements; ++i) {
    if (At(text, next) == '"') ++next;
    while (next < text.size() && IsSpace(text[next])) ++next;
    if (At(text, next) != ',') return;
    ++next;
    while (next < text.size() && IsSpace(text[next])) ++next;
    if (At(text, next) == '"') ++next;
    const Place* element = source.PlaceAt(static_cast<uint32_t>(next));
    if (element == nullptr || element->text.begin != next) return;
    range.begin = next;
    range.limit = element->text.end;
    next = range.limit;
    Read(text, range, matches, source, scratch);
  }
}

void Labels::FindByHint(std::string_view hint, std::string_view text, LabelSource& source,
                        Scratch& scratch) const {
  if (text.size() > kMaxValue || hint.size() > kMaxLabel) return;
  scratch.form.clear();
  AppendContextForm(hint, scratch.form);
  std::string_view form = scratch.form;
  if (form.size() < 3) return;
  form = form.substr(1, form.size() - 2);
  Matches& matches = scratch.matches;
  matches.Clear();
  LookUp(form, true, 0, matches);
  // X-Name
  if (form.starts_with("x ")) LookUp(form.substr(2), true, 0, matches);
  const Place* place = matches.empty() ? nullptr : source.PlaceAt(0);
  if (place == nullptr || place->text.size() != text.size()) return;
  Read(text, {0, text.size(), true, false, false}, matches, source, scratch);
}

void Labels::Read(std::string_view text, const Range& given, const Matches& matches,
                  LabelSource& source, Scratch& scratch) const {
  Range range = given;
  while (range.begin < range.limit && IsSpace(text[range.begin])) ++range.begin;
  while (range.begin < range.limit && IsSpace(text[range.limit - 1])) --range.limit;
  if (range.begin == range.limit) return;
  // A whole field may be long where its form is laid down: an image, for instance.
  const bool large = range.limit - range.begin > kMaxValue;
  if (large && !range.closed) range.limit = range.begin + kMaxValue;
  for (const Match& match : matches) {
    const Item& item = shapes_[match.use.shape];
    if (HasWordOf(match.front, item.except)) continue;
    if (large && range.closed && item.value != LabelledValue::kBody) continue;
    const bool number = item.value == LabelledValue::kDigits || item.value == LabelledValue::kCode;
    if (range.plain && !number) continue;
    if (!source.Charge(range.begin,
                       std::min<size_t>(range.limit - range.begin, limits::kMaxConfirmBytes))) {
      return;
    }
    Span value;
    if (!ReadValue(item, match.use.alone, text, range, scratch, value)) continue;
    const bool compact = item.value == LabelledValue::kDigits || item.value == LabelledValue::kCode;
    source.Found(item.rule, value, compact ? scratch.compact : value.In(text));
  }
}

namespace {

// What stands where a value would, and is none: types, and words of forms.
constexpr std::string_view kNoValues[] = {
    "string",
    "str",
    "varchar",
    "char",
    "int",
    "integer",
    "number",
    "boolean",
    "bool",
    "object",
    "array",
    "any",
    "self",
    "this",
    "type",
    "name",
    "nvarchar",
    "nullable",
    "unique",
    "primary",
    "not null",
    "see below",
    "here",
    "new",
    "other",
    "anonymous",
    "unavailable",
    "not available",
    "not provided",
    "not applicable",
    "not specified",
    "prefer not to say",
    "same",
    "same as above",
    "is",
    "the",
    "a",
    "an",
};

bool IsNoValue(std::string_view value) {
  if (IsPlaceholder(value)) return true;
  std::array<char, 24> folded;
  if (value.size() > folded.size()) return false;
  std::transform(value.begin(), value.end(), folded.begin(), ToLower);
  const std::string_view lower(folded.data(), value.size());
  return std::find(std::begin(kNoValues), std::end(kNoValues), lower) != std::end(kNoValues);
}

// Up to where the next label begins: `Springfield, Phone: …`, `flu Age: 5`.
bool ReadText(std::string_view text, size_t begin, size_t limit, bool sentence, size_t& end) {
  size_t at = begin;
  for (; at < limit; ++at) {
    const char c = text[at];
    if (c == ';' || c == '|' || c == '\t' || c == '<' || c == '"' || c == '&') break;
    if (c == ' ' && At(text, at + 1) == ' ') break;
    if (sentence && (c == '.' || c == '!' || c == '?') && (at + 1 >= limit || text[at + 1] == ' '))
      break;
    if ((c == ':' && (at + 1 == limit || text[at + 1] == ' ')) || c == '=') {
      // Back to before the label.
      const size_t comma = text.substr(0, at).rfind(',');
      if (comma != std::string_view::npos && comma > begin && at - comma < kMaxLabel / 2) {
        at = comma;
        break;
      }
      const size_t blank = text.substr(0, at).rfind(' ');
      if (blank == std::string_view::npos || blank <= begin) return false;
      at = blank;
      break;
    }
  }
  while (at > begin && (text[at - 1] == ' ' || text[at - 1] == ',' || text[at - 1] == '.')) --at;
  end = at;
  return at > begin;
}

// Letters and digits with single separators between them. `compact` gets them without.
bool ReadCode(std::string_view text, size_t begin, size_t limit, bool letters, size_t max_length,
              std::string& compact, size_t& end) {
  compact.clear();
  const auto belongs = [&](char c) { return letters ? IsAlnum(c) : IsDigit(c); };
  size_t at = begin;
  while (at < limit) {
    size_t piece = at;
    bool digit = false;
    while (piece < limit && belongs(text[piece])) digit = IsDigit(text[piece++]) || digit;
    if (piece == at) break;
    // Behind a blank only more of a number: the letters there are another word.
    if (at > begin && text[at - 1] == ' ' && !digit) break;
    if (compact.size() + (piece - at) > max_length) {
      if (at > begin && text[at - 1] == ' ') break;
      return false;
    }
    for (size_t i = at; i < piece; ++i) compact += ToUpper(text[i]);
    end = piece;
    at = piece;
    constexpr std::string_view kJoins = " -./";
    if (at < limit &&
        (kJoins.find(text[at]) != std::string_view::npos || (letters && text[at] == '_'))) {
      ++at;
    } else {
      break;
    }
  }
  if (compact.empty()) return false;
  const char next = At(text, end);
  const bool goes_on = IsAlnum(next) || IsNonAscii(next) || next == '@' || next == '_' ||
                       next == '(' || (next == ':' && IsAlnum(At(text, end + 1)));
  return end == limit || !goes_on;
}

}  // namespace

bool Labels::ReadValue(const Item& item, bool alone, std::string_view text, const Range& range,
                       Scratch& scratch, Span& value) const {
  size_t end = range.limit;
  size_t length = 0;
  switch (item.value) {
    case LabelledValue::kName:
    case LabelledValue::kWords: {
      const bool names = item.value == LabelledValue::kName;
      // "name" alone is the name of anything: a person's has two words, and capitals.
      const bool strict = alone && names;
      if (!ReadWords(text, range.closed, range.begin, range.limit, range.sentence || strict, names,
                     strict && !IsUnspaced(ReadLetter(text, range.begin).point) ? 2 : 1, end)) {
        return false;
      }
      length = end - range.begin;
      break;
    }
    case LabelledValue::kText:
      // What somebody says of a thing in a sentence ends where nobody can tell.
      if (!range.closed &&
          (range.sentence || !ReadText(text, range.begin, range.limit, range.sentence, end))) {
        return false;
      }
      length = end - range.begin;
      break;
    case LabelledValue::kDigits:
    case LabelledValue::kCode: {
      const bool letters = item.value == LabelledValue::kCode;
      if (!ReadCode(text, range.begin, range.limit, letters, item.max_length, scratch.compact, end))
        return false;
      if (range.closed && end != range.limit) return false;
      length = scratch.compact.size();
      if (letters && std::none_of(scratch.compact.begin(), scratch.compact.end(), IsDigit)) {
        return false;
      }
      break;
    }
    case LabelledValue::kBody: {
      size_t read = 0;
      end = item.body->Match(text.substr(0, range.limit), range.begin, read);
      if (end == PrefixBody::kNoMatch) return false;
      while (end > range.begin && (text[end - 1] == ' ' || text[end - 1] == ',' ||
                                   (text[end - 1] == '.' && !range.closed))) {
        --end;
      }
      if (end == range.begin) return false;
      if (range.closed ? end != range.limit
                       : IsAlnum(text[end - 1]) && !IsBoundaryAfter(text, end)) {
        return false;
      }
      length = end - range.begin;
      break;
    }
    case LabelledValue::kOneOf: {
      // The longest of its first words that is one of them.
      constexpr size_t kMostWords = 5;
      size_t words = 0;
      size_t found = 0;
      for (size_t at = range.begin; at <= range.limit && words < kMostWords; ++at) {
        const char c = At(text, at);
        if (at < range.limit &&
            (IsAlnum(c) || IsNonAscii(c) || c == '+' || c == '-' || c == '\'' || c == '/')) {
          continue;
        }
        ++words;
        if (range.closed && at < range.limit) continue;
        scratch.compact.clear();
        AppendContextForm(text.substr(range.begin, at - range.begin), scratch.compact);
        std::string_view form = scratch.compact;
        if (form.size() > 2 && IsIn(item.one_of, form.substr(1, form.size() - 2))) found = at;
        if (at == range.limit || c != ' ') break;
      }
      if (found == 0) return false;
      end = found;
      length = end - range.begin;
      break;
    }
  }
  if (item.min_length != 0 && length < item.min_length) return false;
  if (item.max_length != 0 && length > item.max_length) return false;
  value = {static_cast<uint32_t>(range.begin), static_cast<uint32_t>(end)};
  const std::string_view written = value.In(text);
  const bool free = item.value == LabelledValue::kName || item.value == LabelledValue::kWords ||
                    item.value == LabelledValue::kText;
  if (item.value == LabelledValue::kBody && written.size() > 2 &&
      std::all_of(written.begin(), written.end(), IsAlpha)) {
    return !IsNoValue(written) && !IsLabel(written, scratch);
  }
  return !free || (!IsNoValue(written) && !IsLabel(written, scratch));
}

}  // namespace aegis::detect
