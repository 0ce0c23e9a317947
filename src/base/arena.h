// Memory for one batch. Everything that Process returns lives here until Reset, so that a record
// costs no allocation of its own. Chunks are kept over Reset: after the first batches nothing is
// asked of the system any more.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace aegis {

class Arena {
 public:
  explicit Arena(size_t chunk_bytes = size_t{256} * 1024) : chunk_bytes_(chunk_bytes) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  void* Allocate(size_t bytes, size_t alignment = alignof(std::max_align_t)) {
    size_t start = (used_ + alignment - 1) & ~(alignment - 1);
    if (current_ < chunks_.size() && start + bytes <= chunks_[current_].size) {
      used_ = start + bytes;
      return chunks_[current_].data.get() + start;
    }
    return AllocateInNextChunk(bytes);
  }

  // Objects are never destroyed: only types that need no destructor may live here.
  template <typename T>
  std::span<T> NewArray(size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    T* first = static_cast<T*>(Allocate(count * sizeof(T), alignof(T)));
    for (size_t i = 0; i < count; ++i) new (first + i) T();
    return {first, count};
  }

  template <typename T, typename... Args>
  T* New(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (Allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

  char* NewBytes(size_t count) { return static_cast<char*>(Allocate(count, 1)); }

  // A copy whose data() is never null, also when empty.
  std::string_view Copy(std::string_view bytes) {
    char* to = NewBytes(bytes.size() + 1);
    if (!bytes.empty()) std::memcpy(to, bytes.data(), bytes.size());
    return {to, bytes.size()};
  }

  void Reset();
  size_t bytes_reserved() const;

 private:
  struct Chunk {
    std::unique_ptr<char[]> data;
    size_t size;
  };
  void* AllocateInNextChunk(size_t bytes);

  size_t chunk_bytes_;
  size_t current_ = 0;
  size_t used_ = 0;
  std::vector<Chunk> chunks_;
};

// A growing array in an arena. Trivially destructible elements only; a grown array leaves its old
// place to Reset.
template <typename T>
class ArenaVector {
 public:
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
  explicit ArenaVector(Arena& arena) : arena_(&arena) {}

  void push_back(const T& value) {
    if (size_ == capacity_) Grow();
    new (data_ + size_++) T(value);
  }
  void clear() { size_ = 0; }
  void resize_down(size_t size) { size_ = size; }
  bool empty() const { return size_ == 0; }
  size_t size() const { return size_; }
  T& operator[](size_t i) { return data_[i]; }
  const T& operator[](size_t i) const { return data_[i]; }
  T& back() { return data_[size_ - 1]; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }
  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }
  std::span<T> span() { return {data_, size_}; }
  std::span<const T> span() const { return {data_, size_}; }
  Arena& arena() { return *arena_; }

 private:
  void Grow() {
    size_t capacity = capacity_ == 0 ? 16 : capacity_ * 2;
    T* data = static_cast<T*>(arena_->Allocate(capacity * sizeof(T), alignof(T)));
    if (size_ != 0) std::memcpy(static_cast<void*>(data), data_, size_ * sizeof(T));
    data_ = data;
    capacity_ = capacity;
  }

  Arena* arena_;
  T* data_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

}  // namespace aegis
