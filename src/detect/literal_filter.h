// Which places of a text may have one of many literals, told from a few bytes with SIMD. It says
// yes too often and never no where one stands: a text of plain words costs little more than reading
// it, however many literals there are.
//
// The instruction set is chosen at run time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace aegis::detect {

class LiteralFilter {
 public:
  static constexpr size_t kBlock = 64;
  static constexpr size_t kMaxBlocks = 64;
  // A table that stays in the first cache.
  static constexpr uint32_t kRowBits = 13;
  static constexpr uint32_t kHash = 0x9e3779b1;

  LiteralFilter();

  // Four bytes in a row, where both cases of a letter, and some other bytes, are one; or three,
  // with any fourth.
  void AddFour(std::string_view bytes);
  void AddThree(std::string_view bytes);
  // One to three bytes, exactly.
  void AddShort(std::string_view bytes);
  // After the last of them. Of a text like `common`, little that was not added is taken for it.
  void Finish(std::string_view common);

  // Bit i: what was added may begin at byte i of the block.
  struct Masks {
    uint64_t longer;
    uint64_t shorter;
  };
  // The blocks of the first `size` bytes of `text`, at most kMaxBlocks of them. The bytes behind
  // them are looked at, too; where the text ends, zero bytes.
  void Look(std::string_view text, size_t size, Masks* masks) const;

  // What the vector code reads.
  struct Tables {
    // Three bytes choose the row, times this, the fourth a bit of it, counted from the highest.
    uint32_t factor = 0;
    std::vector<uint32_t> rows;
    // Bit n: short ones of the n-th set have this nibble there.
    struct Place {
      alignas(16) std::array<uint8_t, 16> low{};
      alignas(16) std::array<uint8_t, 16> high{};
    };
    std::array<Place, 3> places;
    bool any_longer = false;
    bool any_shorter = false;
  };

 private:
  void FillRows(uint32_t hash);
  void ChooseHash(std::string_view common);

  Tables tables_;
  std::vector<std::string> longer_;  // of four bytes, or three
  std::vector<std::string> shorts_;
};

}  // namespace aegis::detect
