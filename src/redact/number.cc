#include "src/redact/number.h"

#include <algorithm>
#include <array>
#include <span>
#include <variant>

#include "src/base/limits.h"
#include "src/codec/json_number.h"
#include "src/detect/validators/luhn.h"
#include "src/redact/mask.h"

namespace aegis {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::string_view WithoutSign(std::string_view number) {
  if (number.starts_with('-')) number.remove_prefix(1);
  return number;
}

// Writes the last digits of a MAC, read as a number, with the most significant byte first. A MAC
// has some 77; where more are asked for, those before them are of the MAC of the MAC, and so on.
bool PutMacDigits(std::string_view text, HmacSha256& hmac, std::span<char> out) {
  constexpr size_t kDigitsOfOne = 72;
  std::array<unsigned char, 32> mac{};
  if (!hmac.Compute(text, mac)) return false;
  for (size_t end = out.size(); end > 0;) {
    std::array<unsigned char, 32> rest = mac;
    const size_t count = std::min(end, kDigitsOfOne);
    for (size_t i = 0; i < count; ++i) {
      unsigned remainder = 0;
      for (unsigned char& byte : rest) {
        const unsigned value = remainder * 256 + byte;
        byte = static_cast<unsigned char>(value / 10);
        remainder = value % 10;
      }
      out[--end] = static_cast<char>('0' + remainder);
    }
    if (end == 0) break;
    std::array<unsigned char, 32> next{};
    if (!hmac.Compute({reinterpret_cast<const char*>(mac.data()), mac.size()}, next)) return false;
    mac = next;
  }
  return true;
}

// A number taken apart, and put together again with other digits.
class Rewriter {
 public:
  Rewriter(std::string_view number, Arena& arena) : out_(arena.NewBytes(number.size() + 1)) {
    // Read until some byte that no number contains.
    *std::copy(number.begin(), number.end(), out_) = '\0';
    size_ = number.size();
    const size_t mark = number.find_first_of("eE");
    mantissa_end_ = std::min(mark, number.size());
    mantissa_begin_ = number.starts_with('-') ? 1 : 0;
    std::array<char, limits::kMaxCandidateDigits> room;
    const std::string_view whole = WholeNumberDigits(WithoutSign(number), room);
    first_ = mantissa_begin_;
    if (!whole.empty()) {
      while (out_[first_] == '0' || out_[first_] == '.') ++first_;
      digits_ = {arena.NewBytes(whole.size()), whole.size()};
      std::copy(whole.begin(), whole.end(), digits_.begin());
    } else {
      digits_ = {arena.NewBytes(mantissa_end_), mantissa_end_};
      const auto end =
          std::copy_if(out_ + mantissa_begin_, out_ + mantissa_end_, digits_.begin(), IsDigit);
      digits_ = digits_.first(static_cast<size_t>(end - digits_.begin()));
    }
    written_ =
        std::min(digits_.size(),
                 static_cast<size_t>(std::count_if(out_ + first_, out_ + mantissa_end_, IsDigit)));
  }

  // Those that the number stands for, or that it is written with.
  std::span<char> digits() { return digits_; }
  // Only so many of them stand in the number: 4.1E15 has 16.
  size_t written() const { return written_; }

  std::string_view Finish() {
    size_t next = 0;
    for (size_t i = first_; i < mantissa_end_; ++i) {
      if (IsDigit(out_[i])) out_[i] = next < written_ ? digits_[next++] : '0';
    }
    // Near the largest double other digits may be too many: 0.01e310.
    if (!IsGood()) std::replace_if(out_ + mantissa_end_, out_ + size_, IsDigit, '0');
    if (!IsGood()) std::replace_if(out_ + first_, out_ + mantissa_end_, IsDigit, '1');
    return {out_, size_};
  }

 private:
  bool IsGood() const { return ReadJsonNumber(out_) == out_ + size_; }

  char* out_;
  size_t size_ = 0;
  size_t mantissa_begin_ = 0;
  size_t mantissa_end_ = 0;
  size_t first_ = 0;  // where the first of the digits stands
  size_t written_ = 0;
  std::span<char> digits_;
};

}  // namespace

std::string_view PlainNumber(std::string_view number, Arena& arena) {
  std::array<char, limits::kMaxCandidateDigits> room;
  const std::string_view digits = WholeNumberDigits(WithoutSign(number), room);
  if (digits.empty()) return number;
  const size_t sign = number.starts_with('-') ? 1 : 0;
  char* const plain = arena.NewBytes(sign + digits.size());
  if (sign != 0) plain[0] = '-';
  std::copy(digits.begin(), digits.end(), plain + sign);
  return {plain, sign + digits.size()};
}

RecordResult<std::string_view> SameLengthNumber(const Action& action, std::string_view number,
                                                bool (*found_again)(std::string_view) noexcept,
                                                HmacSha256* mac, Arena& arena) {
  Rewriter rewriter(number, arena);
  const std::span<char> digits = rewriter.digits();
  const std::string_view before(digits.data(), digits.size());
  KeptEnds kept;
  if (const auto* mask = std::get_if<MaskAction>(&action)) {
    kept = KeptBy(*mask, digits.size());
  }
  const std::span<char> changed =
      digits.subspan(kept.first, digits.size() - kept.first - kept.last);
  if (std::holds_alternative<HmacAction>(action)) {
    if (mac == nullptr ||
        !PutMacDigits(WithoutSign(PlainNumber(number, arena)), *mac, digits.subspan(1))) {
      return Refuse(RecordErrorCode::kRedactionFailed);
    }
    digits[0] = '1';
  } else {
    std::fill(changed.begin(), changed.end(), '1');
  }
  // Those that are not written are zeros, whatever became of them.
  const size_t written = rewriter.written();
  std::fill(digits.begin() + static_cast<ptrdiff_t>(written), digits.end(), '0');
  const size_t raised_end = std::min(written, digits.size() - kept.last);
  if (raised_end <= kept.first) return rewriter.Finish();

  char& raised = digits[raised_end - 1];
  const char least = raised_end == 1 ? '1' : '0';  // no number begins with a zero
  const auto raise = [&] { raised = raised == '9' ? least : static_cast<char>(raised + 1); };
  const char as_made = raised;
  char without_sum = 0;
  for (int i = 0; i < 10; ++i, raise()) {
    if (validators::HasLuhnSum(before)) continue;
    if (without_sum == 0) without_sum = raised;
    if (found_again != nullptr && found_again(before)) continue;
    return rewriter.Finish();
  }
  raised = without_sum == 0 ? as_made : without_sum;
  return rewriter.Finish();
}

}  // namespace aegis
