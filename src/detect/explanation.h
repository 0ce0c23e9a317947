// Why a candidate is a finding, or is none: for people who ask. A scan that nobody asks makes none
// of this.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/span.h"
#include "src/detect/finding.h"

namespace aegis {

// What became of a candidate: something that has the shape of a rule.
enum class Verdict : uint8_t {
  kFound,
  kCheckFailed,       // the rule's validator says no
  kPublishedSample,   // a secret of somebody's documentation
  kFileChecksum,      // in a list of files and their checksums
  kInUuid,            // part of a UUID
  kNotBounded,        // part of something longer
  kNumberNotAllowed,  // a JSON number, into which the rule does not look
  kPartOfNumber,      // not all of a JSON number
  kContextMissing,    // nothing without a word for it
  kSpokenAgainst,     // by the word in front of it, or its field's name
  kLowScore,          // a rule that scores less than what was asked for
  kNothing,           // noughts; or in no field, or over the end of one
};

// What the words around a candidate did to its score.
enum class ContextEffect : uint8_t {
  kNone,      // the rule's score
  kRaises,    // a rule that needs no context has some
  kSuffices,  // a rule that needs context has it
  kAgainst,   // a word speaks against it, and none for it
  kMissing,   // a rule that needs context has none
};

enum class WordPlace : uint8_t {
  kBefore,
  kAfter,
  kField,     // the field's name
  kHolder,    // the name of what holds the field
  kBeside,    // what a member beside the field says that it is
  kColumn,    // the name of the column, of a table in plain text
  kDocument,  // what the document is called: a header's name
};

struct CountedWord {
  std::string word;  // lower case, as context.h brings words into one form
  WordPlace where = WordPlace::kBefore;
  friend bool operator==(const CountedWord&, const CountedWord&) = default;
};

// How the text was read in which a candidate stands.
enum class ReadAs : uint8_t {
  kWritten,
  kFolded,   // look-alikes, hidden characters, escapes undone
  kPayload,  // what base64 or hexadecimal digits decode to
};

// What of a rule led to a candidate.
struct SeenShape {
  std::string_view kind;  // digits, layout, token, prefix, label, matcher, regex, dictionary, shape
  std::string text;       // 3-2-4, LLDDDDDDL, …
};

struct Sighting {
  Span text;  // in Document::text(); of what is in a payload, all of the payload
  RuleIndex rule = 0;
  Verdict verdict = Verdict::kFound;
  ReadAs read_as = ReadAs::kWritten;
  SeenShape shape;
  bool checked = false;  // there is a validator, and it said yes
  float rule_score = 0;  // before context
  float score = 0;       // what it has, or would have had but for the verdict
  ContextEffect effect = ContextEffect::kNone;
  bool in_groups = false;  // written in so many groups that no word speaks against it
  std::vector<CountedWord> words_for;
  std::vector<CountedWord> words_against;
};

// How near a miss was, from 0 to 1.
float Strength(const Sighting& miss);

}  // namespace aegis
