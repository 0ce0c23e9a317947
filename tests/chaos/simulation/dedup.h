// What the routes of a schedule take for a duplicate, and what becomes of one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "tests/chaos/simulation/inputs.h"

namespace aegis::simulation {

inline constexpr size_t kRoutes = 2;
inline constexpr size_t kKeyed = 1;
inline constexpr const char* kRouteNames[kRoutes] = {kSameRoute, kKeyedRoute};
inline constexpr const char* kDuplicatesTopics[kRoutes] = {"duplicates", "keyed-duplicates"};

enum class Compared : uint8_t { kNothing, kValue, kPath, kText };
enum class Duplicates : uint8_t { kDropped, kTagged, kRouted };
struct RouteDedup {
  Compared of = Compared::kNothing;
  Duplicates are = Duplicates::kDropped;
};
using Dedup = std::array<RouteDedup, kRoutes>;  // by route

// A schedule has one of them; the first is that of those without dedup.
inline constexpr Dedup kDedups[] = {
    {},
    {{{Compared::kValue, Duplicates::kDropped}, {}}},
    {{{Compared::kPath, Duplicates::kTagged}, {Compared::kValue, Duplicates::kDropped}}},
    {{{Compared::kValue, Duplicates::kRouted}, {Compared::kPath, Duplicates::kDropped}}},
    {{{Compared::kPath, Duplicates::kDropped}, {Compared::kPath, Duplicates::kRouted}}},
    {{{Compared::kText, Duplicates::kTagged}, {}}},
    {{{Compared::kValue, Duplicates::kTagged}, {Compared::kText, Duplicates::kDropped}}},
};

// The same for all, far apart, and much longer than what most records are late.
inline constexpr int64_t kWindowMs = 20'000;
inline constexpr int64_t kMaxTimeStepMs = 60'000;
inline constexpr int64_t kMostAheadMs = int64_t{7} * 24 * 3600 * 1000;
// So many records in a row, each further ahead than one step, are the stream itself.
inline constexpr size_t kAgreeing = 100;

}  // namespace aegis::simulation
