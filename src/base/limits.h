// Every limit of Aegis, with the reason for its number. Whatever passes one is quarantined or
// refused, never cut.
#pragma once

#include <cstddef>
#include <cstdint>

namespace aegis::limits {

// Spans are 32-bit; a record above this would not fit them with room for growth. `limits.record`
// may only lower it.
inline constexpr size_t kMaxRecordBytes = size_t{256} << 20;
// Default of `limits.record`: well above Kafka's default message size, small enough for a batch to
// stay in memory.
inline constexpr size_t kDefaultRecordBytes = size_t{8} << 20;

// JSON nesting. Real documents stay below 100; simdjson's and a reader's stacks are safe far above
// this.
inline constexpr uint32_t kMaxJsonDepth = 512;
// Fields of one record, its containers counted too: one costs at most 64 bytes in the lazy table,
// and growing that doubles it, so this bounds it at some 130 MB.
inline constexpr uint32_t kMaxFields = 1'000'000;
// Findings of one record before settling: beyond this a record is an attack on the settling, or not
// text.
inline constexpr uint32_t kMaxFindings = 200'000;

// Confirmations per byte scanned are bounded, so that a crafted record costs a bounded multiple of
// a plain one: every candidate costs at most kMaxConfirmBytes of reading, and a record has at most
// kBaseConfirmations + kConfirmationsPerByte * bytes of them. A candidate is a place, however many
// rules ask about it. A page of numbers in groups has two or three for each byte, and must pass.
inline constexpr uint32_t kMaxConfirmBytes = 16 * 1024;
inline constexpr uint32_t kBaseConfirmations = 4096;
inline constexpr uint32_t kConfirmationsPerByte = 8;
// Bytes that all confirmations of a record may read together, for each of its own: a text made of
// prefixes whose bodies overlap would otherwise cost its square. Ordinary records read less than
// one byte for each of theirs.
inline constexpr uint32_t kConfirmBytesPerByte = 64;
// Letters and digits in one piece that a token rule may ask for. The longest address in use has
// 111.
inline constexpr uint32_t kMaxTokenBytes = 128;
// Digits of one candidate: the longest number in use (an eUICC id) has 32.
inline constexpr uint32_t kMaxCandidateDigits = 40;

// Context is looked for this many bytes before and after a candidate: about a line of text.
inline constexpr uint32_t kContextBytes = 80;
// What speaks against a candidate is the word in front of it, and no longer than this.
inline constexpr uint32_t kAgainstBytes = 20;

// Text inside text: folded, unescaped or decoded, and that again. Real records nest two deep (a
// JSON string in a JSON string, percent signs around base64).
inline constexpr uint32_t kMaxViewDepth = 3;
// Bytes of all such views of a record, for each of its own. An ordinary record with escapes needs
// two; one that is encoded at every level, six.
inline constexpr uint32_t kViewBytesPerByte = 8;
// The shortest base64 of anything that rules find (an IP address of eight characters).
inline constexpr uint32_t kMinPayloadBytes = 11;
// The same in hexadecimal digits.
inline constexpr uint32_t kMinHexPayloadBytes = 16;

// Users' regular expressions. A pattern of more bytes, or deeper groups, is a list that belongs
// into a dictionary; one that grows to more states has counts that multiply.
inline constexpr size_t kMaxRegexBytes = 4096;
inline constexpr uint32_t kMaxRegexDepth = 64;
inline constexpr uint32_t kMaxRegexStates = 10'000;
// Ways that the worst text keeps open at each of its bytes: the local part of an address has 64.
inline constexpr uint32_t kMaxRegexThreads = 75;
// What users' rules may cost a record beside the built-in ones, for each byte of it and of its
// views: ends of matches that are reported, and steps of what confirms them. A step is some eight
// nanoseconds; a hundred patterns with matches in every line of a log take twenty a byte.
inline constexpr uint32_t kBaseUserCallbacks = 4096;
inline constexpr uint32_t kUserCallbacksPerByte = 16;
inline constexpr uint32_t kBaseUserSteps = 100'000;
inline constexpr uint32_t kUserStepsPerByte = 100;
// A dictionary is a list of people, projects or places; memory is what bounds it, some 40 bytes a
// word.
inline constexpr size_t kMaxDictionaryBytes = size_t{64} << 20;
inline constexpr size_t kMaxDictionaryEntries = 2'000'000;
inline constexpr size_t kMaxDictionaryEntryBytes = 256;
// Rules of one user: each may be asked about at every candidate.
inline constexpr size_t kMaxUserRules = 5000;

// simdjson reads whole vectors past the end of its input.
inline constexpr size_t kJsonPadding = 64;

// A configuration or rule file is written by people; a larger one is a mistake (a log, a data
// file).
inline constexpr size_t kMaxYamlBytes = size_t{4} << 20;
// Nesting of a configuration: the deepest table has about ten levels.
inline constexpr int kMaxYamlDepth = 64;

// The admin server answers small GETs to a scraper, a load balancer and a person or two: bodies are
// of no use to it, and a client that says nothing for this long has lost its place. Each such
// client has a thread until then: more threads than anybody opens connections by mistake.
inline constexpr size_t kAdminRequestBytes = 4096;
inline constexpr int kAdminTimeoutSeconds = 2;
inline constexpr size_t kAdminThreads = 16;
inline constexpr size_t kAdminRequestsPerConnection = 1000;

// A keyset holds a handful of keys of 50 bytes.
inline constexpr size_t kMaxKeysetBytes = size_t{64} * 1024;

// A pipeline. Names become parts of ids and of topics' names, of which Kafka takes 249 characters.
inline constexpr size_t kMaxNameBytes = 120;
// A decision is made per record and route, and routes are numbered in 16 bits; people write dozens.
inline constexpr size_t kMaxRoutes = 1000;
// More threads than this are a typing error; a process has at most a few hundred CPUs.
inline constexpr int kMaxWorkers = 256;
// Keysets, passwords and certificates are a few kilobytes.
inline constexpr size_t kMaxSecretBytes = size_t{1} << 20;
// Looking for routes that feed themselves: a way without a repetition visits each route's topics
// once, and is shorter; the second number bounds the whole search.
inline constexpr size_t kMostRouteHops = 200;
inline constexpr size_t kMostTopicsWalked = 20'000;

// A transaction is sealed when a receipt gets this large: one more poll fits below Kafka's default
// record limit of 1 MB.
inline constexpr size_t kReceiptBytes = size_t{256} << 10;

}  // namespace aegis::limits
