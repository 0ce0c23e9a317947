// Limits of rule files, beside those of limits.h: how much of each thing one may have, and how much
// is said about what is wrong with it.
#pragma once

#include <cstddef>

namespace aegis::limits {

// Shapes of one rule, and patterns of all rules: each pattern is compiled twice, which takes some
// five milliseconds of every start.
inline constexpr size_t kMaxRuleShapes = 100;
inline constexpr size_t kMaxUserPatterns = 1000;
// Steps of all patterns together: what makes the database large, and slow to make.
inline constexpr size_t kMaxUserPatternStates = 500'000;
// Rules that may ask about one candidate (a number of nine digits, a prefix): more than that are a
// list of values. All built-in rules together are within it.
inline constexpr size_t kMaxRulesAtCandidate = 1000;
// Words of a rule, and its examples. Longer lists are dictionaries.
inline constexpr size_t kMaxRuleWords = 5000;
inline constexpr size_t kMaxRuleExamples = 1000;
// A word, a layout, a class, a name of a file: what is longer is something else.
inline constexpr size_t kMaxRuleWordBytes = 4096;
// Files of rules; one rule a file is a habit of some, a thousand of them a mistake.
inline constexpr size_t kMaxRuleFiles = 1000;
inline constexpr size_t kMaxRuleFilesBytes = size_t{16} << 20;

// What is said of a file: nobody reads more problems, nor one that is longer.
inline constexpr size_t kMaxProblems = 1000;
inline constexpr size_t kMaxProblemBytes = 1000;

}  // namespace aegis::limits
