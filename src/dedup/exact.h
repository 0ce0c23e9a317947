// Equal content: a keyed MAC of it is its name among the entries.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "src/base/arena.h"
#include "src/base/result.h"
#include "src/dedup/entries.h"
#include "src/dedup/mac.h"
#include "src/dedup/window.h"

namespace aegis::dedup {

Result<MacKey> ExactKey(const Secret& secret);

// The group of content that consists of these pieces; another split is another content.
std::string_view ExactGroup(const MacKey& key, std::span<const std::string_view> pieces,
                            Arena& arena);

// Who wrote this content first, if that still counts.
std::optional<Occurrence> FindExact(const Entries& entries, std::string_view group,
                                    const Window& window);

// What the record that wrote it first adds.
Entry NewExact(std::string_view group, const Occurrence& occurrence, const StreamTime& time,
               Arena& arena);

}  // namespace aegis::dedup
