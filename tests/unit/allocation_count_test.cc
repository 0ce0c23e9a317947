// In a file of its own, so that no caller is inlined with malloc and called a mismatch.
#include "tests/unit/allocation_count.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <new>

namespace {
std::atomic<size_t> g_allocations{0};
}  // namespace

// gcc 12 inlines half of the pair below and calls the other half a mismatch.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

void* operator new(size_t bytes) {
  ++g_allocations;
  if (void* memory = std::malloc(bytes == 0 ? 1 : bytes)) return memory;
  std::abort();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }

namespace aegis {

size_t AllocationCount() { return g_allocations; }

namespace {

TEST(AllocationCount, Counts) {
  const size_t before = AllocationCount();
  const auto number = std::make_unique<int>(1);
  const auto shared = std::make_shared<int>(*number);
  EXPECT_EQ(AllocationCount() - before, 2U) << *shared;
}

}  // namespace
}  // namespace aegis
