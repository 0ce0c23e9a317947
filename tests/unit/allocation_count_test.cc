// In a file of its own, so that no caller is inlined with malloc and called a mismatch.
#include "tests/unit/allocation_count.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <new>

// A sanitizer brings operators of its own, which libraries use in part and ours would mix with:
// allocations are counted in the other builds.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define AEGIS_COUNTS_ALLOCATIONS 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define AEGIS_COUNTS_ALLOCATIONS 0
#endif
#endif
#ifndef AEGIS_COUNTS_ALLOCATIONS
#define AEGIS_COUNTS_ALLOCATIONS 1
#endif

namespace {
std::atomic<size_t> g_allocations{0};
}  // namespace

#if AEGIS_COUNTS_ALLOCATIONS
// gcc 12 inlines half of the pair below and calls the other half a mismatch.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

void* operator new(size_t bytes) {
  ++g_allocations;
  if (void* memory = std::malloc(bytes == 0 ? 1 : bytes)) return memory;
  std::abort();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
#endif

namespace aegis {

size_t AllocationCount() { return g_allocations; }

#if AEGIS_COUNTS_ALLOCATIONS
namespace {

TEST(AllocationCount, Counts) {
  const size_t before = AllocationCount();
  const auto number = std::make_unique<int>(1);
  const auto shared = std::make_shared<int>(*number);
  EXPECT_EQ(AllocationCount() - before, 2U) << *shared;
}

}  // namespace
#endif
}  // namespace aegis
