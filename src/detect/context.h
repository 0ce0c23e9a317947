// Words that speak for or against a candidate. All words of all rules are looked for at once, in
// the text around a candidate and in the names of its field and of what holds it; which rule they
// belong to is asked afterwards. Never run over a whole record.
//
// Text and words are brought into one form first: lower case (beyond ASCII, too), accents of Latin
// letters dropped, whatever is no letter or digit a blank, and customerSSN, customer_ssn and
// customer-ssn alike `customer ssn`. A word counts where a word of the text begins; it must end
// there, too, unless it is long (kOpenEnd characters: `passport` in `passports`) or a plural `s`
// follows. Scripts without blanks between words (Chinese, Japanese, Thai, …) have no such bounds.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace aegis::detect {

class ShortText;

class ContextWords {
 public:
  // From this length on, a word may go on at its end.
  static constexpr size_t kOpenEnd = 6;

  // The number of a word; the same for words that read alike. A word without letters or digits is
  // refused: -1.
  int Add(std::string_view word);
  // After the last Add.
  void Finish();
  size_t size() const { return words_.size(); }
  // A word, in its form.
  const std::string& Text(uint32_t word) const { return words_[word]; }

  // What was found; one a thread.
  class Seen {
   public:
    void Clear() {
      ++epoch_;
      words_.clear();
    }
    bool Has(uint32_t word) const { return stamps_[word] == epoch_; }
    std::span<const uint32_t> words() const { return words_; }  // each once

   private:
    friend class ContextWords;
    // The words of a name. The names of a topic's fields are few and come again with every record.
    struct Name {
      std::array<char, 32> text;
      uint32_t size = 0;
      uint32_t word_count = 0;
      std::array<uint32_t, 8> words;
    };
    static constexpr size_t kNames = 256;

    void Add(uint32_t word) {
      if (stamps_[word] == epoch_) return;
      stamps_[word] = epoch_;
      words_.push_back(word);
    }

    std::vector<uint64_t> stamps_;
    std::vector<uint32_t> words_;
    uint64_t epoch_ = 1;
    std::string form_;
    std::vector<Name> names_;  // each at the place that its hash says; a later one takes it over
  };
  Seen NewSeen() const;

  // Adds the words of `text` to those seen.
  void Look(std::string_view text, Seen& seen) const;

  // The words of one text, to be added again; of more than it has room for, none.
  class Listed {
   public:
    bool complete() const { return size_ <= words_.size(); }

   private:
    friend class ContextWords;
    uint32_t size_ = 0;
    std::array<uint32_t, 24> words_;
  };
  void Look(std::string_view text, Seen& seen, Listed& listed) const;
  void LookAgain(const Listed& listed, Seen& seen) const {
    for (uint32_t i = 0; i < listed.size_; ++i) seen.Add(listed.words_[i]);
  }
  // The same for the name of a field or of what holds it; of a very long one, its beginning.
  void LookAtName(std::string_view name, Seen& seen) const;

 private:
  struct Edge {
    uint64_t from = ~uint64_t{0};  // state << 8 | byte
    uint32_t to = 0;
  };
  uint32_t Next(uint32_t state, unsigned char byte) const;
  uint32_t Put(uint32_t state, unsigned char byte);
  bool MayBegin(std::string_view form, size_t at) const;
  bool MayBeginWith(uint64_t first_bytes) const;
  void NoteFirstBytes(std::string_view form);
  // Calls on_word(word) for each word of `text`, some more than once.
  template <typename OnWord>
  void ForEachWord(std::string_view text, std::string& buffer, OnWord on_word) const;
  template <typename OnWord>
  void ForEachWordOf(const ShortText& text, OnWord on_word) const;
  void Insert(std::string_view form, uint32_t word);
  void Grow();

  static constexpr uint32_t kNone = ~uint32_t{0};
  std::vector<std::string> words_;                // in their form
  std::unordered_map<std::string, int> numbers_;  // of words_; until Finish
  std::vector<Edge> edges_;                       // open addressing, at most half full
  size_t edge_count_ = 0;
  std::vector<std::vector<uint32_t>> ends_;  // per state: the words that end there
  // How words begin: by their first two bytes, and for those of four or more by a hash of these.
  // Most words of a text are told here that they are none.
  enum class Begins : uint8_t { kNone, kFourBytes, kAnything };
  std::vector<Begins> two_bytes_;
  std::bitset<size_t{1} << 16> four_bytes_;
  // Hashes of up to six bytes that the first part of a word may begin with in a text: a part ends
  // where its form has a blank. Short ASCII text is asked about before it is brought into its form.
  // Two bits of one number each, so that few others seem to be there.
  std::array<uint64_t, 1024> first_bytes_{};
};

// The form in which words and text are compared, with a blank before each word and one at the end.
// Appends to `form`.
void AppendContextForm(std::string_view text, std::string& form);

}  // namespace aegis::detect
