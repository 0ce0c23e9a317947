// A short text in ASCII, and where the parts of its words begin in the form of context.h, which is
// never written: most of what stands around a candidate is looked up in place. A part ends where
// the form has a blank; customerSSN has two of them.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace aegis::detect {

class ShortText {
 public:
  static constexpr size_t kMostBytes = 128;
  // Of a part that is looked up, in one number: the first byte lowest, zeros behind a shorter one.
  static constexpr size_t kFirstBytes = 6;

  // False: the text is too long, or not in ASCII.
  bool Read(std::string_view text);

  size_t size() const { return size_; }
  // As the form has it; of a letter or a digit.
  unsigned char Lower(size_t at) const { return static_cast<unsigned char>(bytes_[at] | 0x20); }
  bool IsAlnum(size_t at) const { return ((alnum_[at / 64] >> (at % 64)) & 1) != 0; }
  // Does a part that reached here end? So it does where the next one begins, and at the end.
  bool IsBound(size_t at) const {
    return at >= kMostBytes || ((bounds_[at / 64] >> (at % 64)) & 1) != 0;
  }

  // Calls on_part(at, first bytes) for each part.
  template <typename OnPart>
  void ForEachPart(OnPart on_part) const {
    for (size_t block = 0; block < kBlocks; ++block) {
      for (uint64_t left = starts_[block]; left != 0; left &= left - 1) {
        const auto bit = static_cast<unsigned>(std::countr_zero(left));
        const uint64_t next = block + 1 < kBlocks ? bounds_[block + 1] : ~uint64_t{0};
        const uint64_t bounds_behind = bounds_[block] >> bit >> 1 | next << (63 - bit);
        const uint64_t longest = uint64_t{1} << (kFirstBytes - 1);
        const auto size = static_cast<unsigned>(std::countr_zero(bounds_behind | longest)) + 1;
        const size_t at = block * 64 + bit;
        uint64_t bytes;
        std::memcpy(&bytes, bytes_.data() + at, sizeof bytes);
        // Small letters; digits have that bit.
        bytes |= 0x2020202020202020u;
        on_part(at, bytes & ((uint64_t{1} << (8 * size)) - 1));
      }
    }
  }

  static constexpr size_t kBlocks = kMostBytes / 64;
  using Mask = std::array<uint64_t, kBlocks>;  // bit i belongs to byte i
  struct Classes {
    Mask lower{};
    Mask upper{};
    Mask digit{};
    Mask small_s{};
    bool ascii = true;
  };

 private:
  size_t size_ = 0;
  Mask alnum_;
  Mask starts_;
  Mask bounds_;
  // Zeros behind the text: vectors and numbers are read whole.
  std::array<char, kMostBytes + 64> bytes_;
};

}  // namespace aegis::detect
