// A rule as it is written: what to look for, what confirms it, what speaks for it nearby. Parsed
// from YAML by src/plan/rules.h, compiled by detector.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace aegis {

enum class RuleDefault : uint8_t {
  kOn,       // precise enough alone
  kContext,  // a finding only with a context word or field name near; otherwise a candidate below
             // 0.5
  kOff,      // only when named
};

// One member of the closed list of ways to find a candidate. See docs/rules.md for how each is
// written.

// Runs of digits, in one piece or in groups joined by single separators (space, dash, dot, slash,
// any Unicode space or dash).
struct DigitShape {
  std::vector<uint8_t> lengths;  // how many digits in all
  std::vector<std::string>
      groups;  // allowed groupings like "3-2-4"; empty: any; "" in the list: undivided only
  std::string separators =
      " -";           // what may join groups; ASCII members, each covering its Unicode kin
  bool plus = false;  // a leading + is needed, and belongs to the finding
  std::vector<std::string>
      starts;               // first digits: "4", or a range of equal length "2221-2720"; empty: any
  bool as_written = false;  // the validator gets the separators, too
  bool alone = false;  // not part of a row: no group of the same length is joined to either end
};

// A word (letters and digits, optionally joined groups) of a fixed layout, e.g. "LLDDDDDDL": L
// letter, D digit, A either, X hex digit, [XYZ] one of these, a blank: one of `separators` may
// stand here; other characters stand for themselves.
struct WordShape {
  std::vector<std::string> layouts;
  std::string separators;   // what may stand where a layout has a blank, e.g. " -"
  bool upper_only = false;  // letters must be upper case as written
};

// A literal and what follows it: bounded, no backtracking. `body` is a sequence of classes with
// counts, for example
// "[A-Za-z0-9]{36}" or "[0-9]{10,13}-[0-9]{10,13}-[A-Za-z0-9]{24}".
struct PrefixShape {
  std::vector<std::string> prefixes;
  std::string body;        // see PrefixBody
  bool word_start = true;  // the byte before the prefix is not a letter or digit
  bool any_case = false;   // of the prefixes
};

// A run of its alphabet with letters and digits in it, of a bounded length: addresses, keys, serial
// numbers. Besides letters and digits the alphabet may have `_ - . / + ~` and, at the end of a
// token only, `=`.
struct TokenShape {
  std::string chars;  // its alphabet, with ranges: "1-9A-HJ-NP-Za-km-z", "A-Za-z0-9_-"
  std::string first;  // what it may begin with, written as `chars`; empty: any of them
  uint32_t min_length = 0;
  uint32_t max_length = 0;  // at most limits::kMaxTokenBytes
};

// What a labelled value is made of.
enum class LabelledValue : uint8_t {
  kName,    // one to five words of a person's name
  kWords,   // one to five words
  kText,    // whatever there is, to the end of the field, the quote or the line
  kDigits,  // digits, single separators between them
  kCode,    // letters and digits with a digit in it, single separators between them
  kBody,    // what a PrefixBody says
  kOneOf,   // one of listed values
};

// A value that is found because of the label in front of it: `first name: …`, {"firstName": "…"}.
// Labels are compared in the form of detect/context.h. See detect/labels.h for what joins the two.
struct LabelledShape {
  std::vector<std::string> labels;  // other words may stand in front: "customer first name"
  std::vector<std::string> alone;   // no other word may: "name", but not "file name"
  std::vector<std::string> except;  // words in front, or in the name of what holds the field, with
                                    // which it is no label
  LabelledValue value = LabelledValue::kText;
  std::string body;                 // kBody
  std::vector<std::string> one_of;  // kOneOf, compared as labels are
  // Of text its bytes; of digits and codes the characters without separators. 0: the default of the
  // kind of value.
  uint32_t min_length = 0;
  uint32_t max_length = 0;
};

// A matcher written in C++ under detect/matchers/, by name: email, ipv4, mac, url_credentials, jwt,
// pem_rsa, iban, date, …
struct NamedMatcher {
  std::string name;
};

// A regular expression, of users' rules: see detect/regex.h.
struct RegexShape {
  std::string pattern;
  bool any_case = false;
};

// Words and phrases of a list, of users' rules: see detect/dictionary.h.
struct DictionaryShape {
  std::vector<std::string> words;
  std::shared_ptr<const std::string> text;  // more of them, one a line; # begins a remark. Or null
  bool exact = false;                       // case and accents count
};

using Shape = std::variant<DigitShape, WordShape, TokenShape, PrefixShape, NamedMatcher,
                           LabelledShape, RegexShape, DictionaryShape>;

struct RuleExample {
  std::string text;
  std::string finds;  // the exact text to be found; empty: the rule finds nothing in it
};

struct Rule {
  std::string id;         // stable, lower_snake: credit_card_visa
  std::string entity;     // CREDIT_CARD: the parent's name
  std::string subtype;    // CREDIT_CARD_VISA, when the rule is one of several below the entity;
                          // policies may name it
  std::string pack;       // pii | secrets
  std::string region;     // of built-in rules: the file of the pack, us, or aws
  std::string what;       // one line
  std::string reference;  // where the format is laid down
  RuleDefault by_default = RuleDefault::kOn;
  float score = 0.85f;               // with its needs met
  std::vector<Shape> shapes;         // any of them
  std::string validator;             // name in detect/validators/registry.h; empty: none
  std::vector<std::string> context;  // words, any case, before, after or in the field's name
  std::vector<std::string> context_against;  // words in front of it that put it below 0.5
  bool numbers = true;                       // look into JSON numbers, too
  std::vector<RuleExample> matches;
  std::vector<RuleExample> rejects;
};

}  // namespace aegis
