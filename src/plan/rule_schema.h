// The tables of how rules are written: in the built-in packs, and under `rules` of a pipeline.
#pragma once

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <string_view>

#include "src/plan/schema.h"

namespace aegis::rule_schema {

using schema::Key;
using schema::Type;

inline constexpr Type kCount = schema::IntegerIn(1, 255);
inline constexpr Type kCounts = schema::ListOf(kCount);
inline constexpr schema::Choice kPacks[] = {{.name = "pii"}, {.name = "secrets"}};
inline constexpr Type kPack = schema::Enum(kPacks);
inline constexpr schema::Choice kDefaults[] = {
    {.name = "on"}, {.name = "context"}, {.name = "off"}};
inline constexpr Type kDefault = schema::Enum(kDefaults);
inline constexpr Type kScore = schema::NumberIn(0.01, 1);

inline constexpr Key kDigitKeys[] = {
    {.name = "lengths", .type = &kCounts, .doc = "how many digits in all"},
    {.name = "groups",
     .type = &schema::kStringList,
     .doc = "groupings such as 3-2-4; \"\" is undivided; none: any, when there are separators"},
    {.name = "separators",
     .type = &schema::kString,
     .default_text = "\" -\" with groups, else none",
     .doc = "what may join groups"},
    {.name = "plus",
     .type = &schema::kBool,
     .default_text = "false",
     .doc = "a + must stand in front"},
    {.name = "starts",
     .type = &schema::kStringList,
     .doc = "first digits, or ranges of them such as 51-55"},
    {.name = "as_written",
     .type = &schema::kBool,
     .default_text = "false",
     .doc = "the validator gets the separators, too"},
    {.name = "alone",
     .type = &schema::kBool,
     .default_text = "false",
     .doc = "not part of a row of groups of one length"},
};
inline constexpr Type kDigits = schema::Mapping(kDigitKeys);
inline constexpr Key kWordKeys[] = {
    {.name = "layouts", .type = &schema::kStringList, .doc = "such as LLDDDDDDL", .required = true},
    {.name = "separators",
     .type = &schema::kString,
     .doc = "what may stand at the blanks of a layout"},
    {.name = "upper",
     .type = &schema::kBool,
     .default_text = "false",
     .doc = "letters are upper case only"},
};
inline constexpr Type kWord = schema::Mapping(kWordKeys);
inline constexpr Key kTokenKeys[] = {
    {.name = "chars",
     .type = &schema::kString,
     .doc = "the alphabet, with ranges",
     .required = true},
    {.name = "first", .type = &schema::kString, .doc = "what it may begin with"},
    {.name = "length", .type = &kCounts, .doc = "one length, or least and most", .required = true},
};
inline constexpr Type kToken = schema::Mapping(kTokenKeys);
inline constexpr Key kPrefixKeys[] = {
    {.name = "prefixes", .type = &schema::kStringList, .doc = "literals", .required = true},
    {.name = "body", .type = &schema::kString, .doc = "classes with counts", .required = true},
    {.name = "word_start",
     .type = &schema::kBool,
     .default_text = "true",
     .doc = "no letter or digit in front"},
    {.name = "any_case", .type = &schema::kBool, .default_text = "false", .doc = "of the prefixes"},
};
inline constexpr Type kPrefix = schema::Mapping(kPrefixKeys);
inline constexpr schema::Choice kValues[] = {
    {.name = "name"}, {.name = "words"}, {.name = "text"}, {.name = "digits"}, {.name = "code"}};
inline constexpr Type kValue = schema::Enum(kValues);
inline constexpr Key kLabelledKeys[] = {
    {.name = "labels",
     .type = &schema::kStringList,
     .doc = "what stands in front of the value; other words may stand in front of them"},
    {.name = "alone",
     .type = &schema::kStringList,
     .doc = "labels in front of which no other word may stand"},
    {.name = "except",
     .type = &schema::kStringList,
     .doc = "words in front of a label, or around its field, with which it is none"},
    {.name = "value", .type = &kValue, .doc = "what the value is made of"},
    {.name = "body", .type = &schema::kString, .doc = "or classes with counts"},
    {.name = "one_of", .type = &schema::kStringList, .doc = "or the values themselves"},
    {.name = "length", .type = &kCounts, .doc = "one length, or least and most"},
};
inline constexpr Type kLabelled = schema::Mapping(kLabelledKeys);
inline constexpr Key kShapeKeys[] = {
    {.name = "digits", .type = &kDigits, .doc = "runs and groups of digits"},
    {.name = "word", .type = &kWord, .doc = "letters and digits of a fixed layout"},
    {.name = "token", .type = &kToken, .doc = "letters and digits of a bounded length"},
    {.name = "prefix", .type = &kPrefix, .doc = "a literal and what follows it"},
    {.name = "labelled", .type = &kLabelled, .doc = "a value behind its label"},
    {.name = "matcher", .type = &schema::kString, .doc = "a matcher by name"},
};
inline constexpr Type kShape = schema::OneOf(kShapeKeys);
inline constexpr Type kShapes = schema::ListOf(kShape);
inline constexpr const Type* kOneOrMoreShapes[] = {&kShape, &kShapes};
inline constexpr Type kFind = schema::Either(kOneOrMoreShapes);

inline constexpr Key kRuleKeys[] = {
    {.name = "id", .type = &schema::kString, .doc = "stable, lower_snake", .required = true},
    {.name = "entity",
     .type = &schema::kString,
     .doc = "what a finding is called",
     .required = true},
    {.name = "subtype", .type = &schema::kString, .doc = "one of several kinds of the entity"},
    {.name = "what", .type = &schema::kString, .doc = "one line", .required = true},
    {.name = "reference",
     .type = &schema::kString,
     .doc = "where the format is laid down",
     .required = true},
    {.name = "default", .type = &kDefault, .doc = "when it is a finding", .required = true},
    {.name = "score", .type = &kScore, .default_text = "0.85", .doc = "with its needs met"},
    {.name = "find", .type = &kFind, .doc = "a shape, or several", .required = true},
    {.name = "validator", .type = &schema::kString, .doc = "a check by name"},
    {.name = "context", .type = &schema::kStringList, .doc = "words that speak for it"},
    {.name = "against", .type = &schema::kStringList, .doc = "words that speak against it"},
    {.name = "numbers",
     .type = &schema::kBool,
     .default_text = "true",
     .doc = "look into JSON numbers"},
    {.name = "matches",
     .type = &schema::kStringList,
     .doc = "texts with the finding in << >>",
     .required = true},
    {.name = "rejects",
     .type = &schema::kStringList,
     .doc = "texts in which the rule finds nothing"},
};
inline constexpr Type kRule = schema::Mapping(kRuleKeys);
inline constexpr Type kRuleList = schema::ListOf(kRule);
inline constexpr Key kFileKeys[] = {
    {.name = "pack", .type = &kPack, .doc = "pii or secrets", .required = true},
    {.name = "rules", .type = &kRuleList, .doc = "the rules", .required = true},
};
inline constexpr Type kFile = schema::Mapping(kFileKeys);

// --- what users' rules have beside that
inline constexpr Key kRegexKeys[] = {
    {.name = "pattern", .type = &schema::kString, .doc = "the pattern", .required = true},
    {.name = "any_case",
     .type = &schema::kBool,
     .default_text = "false",
     .doc = "letters match in both cases"},
};
inline constexpr Type kRegexMapping = schema::Mapping(kRegexKeys);
inline constexpr const Type* kRegexForms[] = {&schema::kString, &kRegexMapping};
inline constexpr Type kRegex = schema::Either(kRegexForms);
inline constexpr Key kDictionaryKeys[] = {
    {.name = "words", .type = &schema::kStringList, .doc = "words and phrases"},
    {.name = "file", .type = &schema::kString, .doc = "a file with one of them a line"},
    {.name = "exact",
     .type = &schema::kBool,
     .default_text = "false",
     .doc = "case and accents count"},
};
inline constexpr Type kDictionary = schema::Mapping(kDictionaryKeys);

inline constexpr auto kUserShapeKeys = [] {
  constexpr size_t kBuiltin = std::size(kShapeKeys);
  std::array<Key, kBuiltin + 2> keys;
  std::copy(std::begin(kShapeKeys), std::end(kShapeKeys), keys.begin());
  keys[kBuiltin] = {.name = "regex", .type = &kRegex, .doc = "a regular expression"};
  keys[kBuiltin + 1] = {
      .name = "dictionary", .type = &kDictionary, .doc = "words and phrases of a list"};
  return keys;
}();
inline constexpr Type kUserShape = schema::OneOf(kUserShapeKeys);
inline constexpr Type kUserShapes = schema::ListOf(kUserShape);
inline constexpr const Type* kUserShapeForms[] = {&kUserShape, &kUserShapes};
inline constexpr Type kUserFind = schema::Either(kUserShapeForms);

inline constexpr auto kUserRuleKeys = [] {
  constexpr size_t kBuiltin = std::size(kRuleKeys);
  std::array<Key, kBuiltin + 1> keys;
  std::copy(std::begin(kRuleKeys), std::end(kRuleKeys), keys.begin());
  for (Key& key : keys) {
    if (key.name == "what" || key.name == "reference" || key.name == "default") {
      key.required = false;
    }
    if (key.name == "default") key.default_text = "on";
    if (key.name == "find") key.type = &kUserFind;
  }
  keys[kBuiltin] = {.name = "pack",
                    .type = &kPack,
                    .default_text = "pii",
                    .doc = "the pack that policies name it with"};
  return keys;
}();
inline constexpr Type kUserRule = schema::Mapping(kUserRuleKeys);
inline constexpr Type kUserRules = schema::ListOf(kUserRule);

inline constexpr Key kExtensionKeys[] = {
    {.name = "rule", .type = &schema::kString, .doc = "the id of the rule", .required = true},
    {.name = "context", .type = &schema::kStringList, .doc = "more words that speak for it"},
    {.name = "against", .type = &schema::kStringList, .doc = "more words that speak against it"},
    {.name = "labels", .type = &schema::kStringList, .doc = "more labels of a labelled value"},
    {.name = "except",
     .type = &schema::kStringList,
     .doc = "more words in front of a label with which it is none"},
    {.name = "find", .type = &kUserFind, .doc = "more shapes"},
    {.name = "default", .type = &kDefault, .doc = "another default"},
    {.name = "score", .type = &kScore, .doc = "another score"},
    {.name = "numbers", .type = &schema::kBool, .doc = "look into JSON numbers, or do not"},
    {.name = "matches", .type = &schema::kStringList, .doc = "texts with the finding in << >>"},
    {.name = "rejects",
     .type = &schema::kStringList,
     .doc = "texts in which the rule finds nothing"},
};
inline constexpr Type kExtension = schema::Mapping(kExtensionKeys);
inline constexpr Type kExtensions = schema::ListOf(kExtension);

inline constexpr Key kRulesKeys[] = {
    {.name = "files",
     .type = &schema::kStringList,
     .doc = "Files with more of `add`, `extend`, `replace` and `off`"},
    {.name = "add", .type = &kUserRules, .doc = "Rules beside the built-in ones"},
    {.name = "extend", .type = &kExtensions, .doc = "What built-in rules have beside their own"},
    {.name = "replace", .type = &kUserRules, .doc = "Rules in place of those of the same id"},
    {.name = "off",
     .type = &schema::kStringList,
     .doc = "Rules that there are not: entities, sub-types, families, packs and rule ids"},
};
// `rules` of a pipeline.
inline constexpr Type kRules = schema::Mapping(kRulesKeys);
// A file that it names: the same without `files`.
inline constexpr Type kRulesFile = schema::Mapping(std::span(kRulesKeys).subspan(1));

}  // namespace aegis::rule_schema
