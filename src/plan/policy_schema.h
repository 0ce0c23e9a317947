// The tables of what the engine reads in a pipeline's YAML: `policies`, and the engine's keys of a
// route. Whoever reads the rest of the file puts them into its own tables.
#pragma once

#include <array>

#include "src/dedup/image_hash.h"
#include "src/dedup/near_search.h"
#include "src/plan/schema.h"

namespace aegis::schema {

// --- actions
inline constexpr Key kMaskKeys[] = {
    {.name = "with",
     .type = &kString,
     .default_text = "\"*\"",
     .doc = "Stands in for each character; one character that is no letter, digit or space"},
    {.name = "keep_first",
     .type = &kCount,
     .default_text = "0",
     .doc = "Characters to keep at the beginning"},
    {.name = "keep_last",
     .type = &kCount,
     .default_text = "0",
     .doc = "Characters to keep at the end"},
};
inline constexpr Type kMask = Mapping(kMaskKeys);

inline constexpr Type kHmacBytes = IntegerIn(8, 32);
inline constexpr Key kHmacKeys[] = {
    {.name = "key", .type = &kString, .doc = "A name under `keys`", .required = true},
    {.name = "keep_domain",
     .type = &kBool,
     .default_text = "false",
     .doc = "Of an e-mail address, leave the domain"},
    {.name = "bytes",
     .type = &kHmacBytes,
     .default_text = "16",
     .doc = "How much of the MAC is written, in bytes"},
};
inline constexpr Type kHmac = Mapping(kHmacKeys);
inline constexpr Type kNothing = Mapping(std::span<const Key>{});

inline constexpr Key kActionKeys[] = {
    {.name = "mask", .type = &kMask, .doc = "Characters go, separators stay", .bare = true},
    {.name = "replace",
     .type = &kString,
     .doc = "A fixed text; {entity} is the entity's name, {{ and }} are braces"},
    {.name = "hmac", .type = &kHmac, .doc = "A stable token under a key"},
    {.name = "drop", .type = &kNothing, .doc = "The whole field goes", .bare = true},
    {.name = "none", .type = &kNothing, .doc = "Found and counted, left as it is", .bare = true},
    {.name = "token", .type = &kAny, .doc = "A token from a vault", .status = Status::kNotBuilt},
    {.name = "fpe", .type = &kAny, .doc = "Format-preserving", .status = Status::kNotBuilt},
    {.name = "ff1", .type = &kAny, .doc = "Format-preserving, FF1", .status = Status::kNotBuilt},
    {.name = "siv", .type = &kAny, .doc = "Encrypted, AES-SIV", .status = Status::kNotBuilt},
    {.name = "date_shift", .type = &kAny, .doc = "Dates move", .status = Status::kNotBuilt},
    {.name = "bucket", .type = &kAny, .doc = "Numbers to ranges", .status = Status::kNotBuilt},
};
inline constexpr Type kAction = OneOf(kActionKeys);
inline constexpr Type kActions = FreeMapping(kAction);

// --- policies
inline constexpr Key kAllowKeys[] = {
    {.name = "values", .type = &kStringList, .doc = "Texts that are no findings, exactly"},
    {.name = "patterns",
     .type = &kStringList,
     .doc = "^prefix, suffix$ or ^exact$ of texts that are no findings"},
};
inline constexpr Type kAllow = Mapping(kAllowKeys);

inline constexpr Type kScore = NumberIn(0, 1);
inline constexpr Choice kNumberChoices[] = {{"string"}, {"null"}, {"number"}};
inline constexpr Type kNumberForms = Enum(kNumberChoices);
inline constexpr Key kPolicyKeys[] = {
    {.name = "detect",
     .type = &kStringList,
     .default_text = "[pii, secrets]",
     .doc =
         "Packs (pii, secrets, all), entities, sub-types, families and rule ids; -NAME takes away"},
    {.name = "min_score",
     .type = &kScore,
     .default_text = "0.5",
     .doc = "Findings scored lower are none"},
    {.name = "actions",
     .type = &kActions,
     .default_text = "{default: {replace: \"[{entity}]\"}}",
     .doc = "What to do, by rule id, sub-type, entity, family, pack, and `default`"},
    {.name = "numbers",
     .type = &kNumberForms,
     .default_text = "string",
     .doc = "What a JSON number becomes: a string, null, or a number of the same length"},
    {.name = "allow", .type = &kAllow, .doc = "What is no finding"},
};
inline constexpr Type kPolicy = Mapping(kPolicyKeys);
inline constexpr Type kPolicies = FreeMapping(kPolicy);

// --- the engine's part of a route
inline constexpr Choice kFormatChoices[] = {
    {"json"},
    {"text"},
    {"bytes"},
    {"auto"},
    {"csv", Status::kNotBuilt},
    {"avro", Status::kNotBuilt},
    {"protobuf", Status::kNotBuilt},
};
inline constexpr Type kFormat = Enum(kFormatChoices);
inline constexpr Choice kHeaderChoices[] = {{"redact"}, {"pass"}};
inline constexpr Type kHeaders = Enum(kHeaderChoices);
inline constexpr Choice kKeyChoices[] = {{"check"}, {"redact"}, {"pass"}};
inline constexpr Type kKeyModes = Enum(kKeyChoices);
inline constexpr Key kFieldsKeys[] = {
    {.name = "skip", .type = &kStringList, .doc = "Paths that are not looked at"},
    {.name = "always", .type = &kActions, .doc = "Paths that are always acted on"},
};
inline constexpr Type kFields = Mapping(kFieldsKeys);

// --- dedup
inline constexpr Key kExactKeys[] = {
    {.name = "of",
     .type = &kString,
     .default_text = "value",
     .doc = "What must be equal: value, key, or a path such as $.order_id"},
};
inline constexpr Type kExact = Mapping(kExactKeys);
inline constexpr Type kThreshold = NumberIn(dedup::kMinThreshold, dedup::kMaxThreshold);
inline constexpr Key kNearKeys[] = {
    {.name = "of",
     .type = &kString,
     .default_text = "value",
     .doc = "Whose words are compared: value, key, or a path such as $.body"},
    {.name = "threshold",
     .type = &kThreshold,
     .default_text = "0.8",
     .doc = "How much of them must be the same (Jaccard's index)"},
};
inline constexpr Type kNear = Mapping(kNearKeys);
inline constexpr Type kRadius = IntegerIn(0, dedup::kMaxImageRadius);
inline constexpr Key kImagesKeys[] = {
    {.name = "of",
     .type = &kString,
     .default_text = "value",
     .doc = "Where the picture is, as bytes or base64: value, key, or a path such as $.photo"},
    {.name = "radius",
     .type = &kRadius,
     .default_text = "8",
     .doc = "How many of 256 bits two pictures may differ in: 0 to 31"},
};
inline constexpr Type kImages = Mapping(kImagesKeys);
inline constexpr Type kWindow = DurationIn(1000, int64_t{3650} * 24 * 3600 * 1000);
inline constexpr Type kTimeStep = DurationIn(1000, int64_t{3650} * 24 * 3600 * 1000);
inline constexpr Key kDuplicatesKeys[] = {
    {.name = "topic",
     .type = &kString,
     .doc = "Where duplicates go, sanitized and tagged; partitions as the output's",
     .required = true},
};
inline constexpr Type kDuplicates = Mapping(kDuplicatesKeys);
inline constexpr Key kOnDuplicateKeys[] = {
    {.name = "drop", .type = &kNothing, .doc = "Counted, and told of in the receipt", .bare = true},
    {.name = "tag",
     .type = &kNothing,
     .doc = "Forwarded with headers that name the first occurrence",
     .bare = true},
    {.name = "route", .type = &kDuplicates, .doc = "To a topic of their own, tagged"},
};
inline constexpr Type kOnDuplicate = OneOf(kOnDuplicateKeys);
inline constexpr Choice kScopeChoices[] = {{"partition"}, {"topic", Status::kNotBuilt}};
inline constexpr Type kScope = Enum(kScopeChoices);
inline constexpr Key kDedupKeys[] = {
    {.name = "key",
     .type = &kString,
     .doc = "A name under `keys`: fingerprints are keyed, for those of short content could be "
            "guessed",
     .required = true},
    {.name = "exact", .type = &kExact, .doc = "Equal content"},
    {.name = "near", .type = &kNear, .doc = "Similar text"},
    {.name = "images", .type = &kImages, .doc = "Similar pictures"},
    {.name = "window",
     .type = &kWindow,
     .default_text = "24h",
     .doc = "How long a first occurrence counts, by the records' own timestamps"},
    {.name = "on_duplicate",
     .type = &kOnDuplicate,
     .default_text = "drop",
     .doc = "What becomes of a record that was seen before"},
    {.name = "state",
     .type = &kString,
     .doc = "Names the state and its changelog <name>.<input topic>.<state>; default: the route's "
            "name"},
    {.name = "scope",
     .type = &kScope,
     .default_text = "partition",
     .doc = "Where duplicates meet: in the input partition"},
    {.name = "max_time_step",
     .type = &kTimeStep,
     .default_text = "1h",
     .doc = "A record further ahead of the stream than this does not move the window alone"},
};
inline constexpr Type kDedup = Mapping(kDedupKeys);

inline constexpr std::array<Key, 7> kEngineRouteKeys = {{
    {.name = "format", .type = &kFormat, .default_text = "json", .doc = "Of the values"},
    {.name = "fields", .type = &kFields, .doc = "Fields to skip, or to act on always"},
    {.name = "headers",
     .type = &kHeaders,
     .default_text = "redact",
     .doc = "Scan and redact header values, or pass them"},
    {.name = "key",
     .type = &kKeyModes,
     .default_text = "check",
     .doc = "check: a finding quarantines; redact; pass"},
    {.name = "policy",
     .type = &kString,
     .doc = "A name under `policies`; may be left out where there is but one"},
    {.name = "dedup", .type = &kDedup, .doc = "What to do with what was seen before"},
    {.name = "reuse",
     .type = &kBool,
     .default_text = "false",
     .doc = "A value that comes again, byte for byte, is not scanned again; memory: limits.reuse"},
}};
inline constexpr Type kEngineRoute = Mapping(kEngineRouteKeys);

}  // namespace aegis::schema
