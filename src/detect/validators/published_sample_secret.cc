#include "src/detect/validators/published_sample_secret.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool IsPublishedSampleSecret(std::string_view text) noexcept {
  // Written in two halves where the whole would set off secret scanners on this very file.
  struct Sample {
    std::string_view head;
    std::string_view tail;
  };
  static constexpr Sample kSamples[] = {
      // AWS documentation, several editions of the secret key.
      {"AKIAIOSFODNN7", "EXAMPLE"},
      {"ASIAIOSFODNN7", "EXAMPLE"},
      {"AKIAI44QH8DHB", "EXAMPLE"},
      {"wJalrXUtnFEMI/K7MDENG/", "bPxRfiCYEXAMPLEKEY"},
      {"je7MtGbClwBF/2Zp9Utk/", "h3yCo8nvbEXAMPLEKEY"},
      // Stripe documentation.
      {"sk_test_", "4eC39HqLyjWDarjtT1zdp7dc"},
      {"pk_test_", "TYooMQauvdEDq54NiTphI7jx"},
      {"sk_test_", "BQokikJOvBiI2HlWgH4olfQ2"},
      // Azure's storage emulator and Cosmos DB emulator, the same for everybody.
      {"Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/",
       "K1SZFPTOtr/KBHBeksoGMGw=="},
      {"C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/",
       "Jw=="},
      // jwt.io's first token.
      {"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
       "eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0"
       "IjoxNTE2MjM5MDIyfQ.",
       "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"},
  };
  for (const Sample& sample : kSamples) {
    if (text.size() == sample.head.size() + sample.tail.size() && text.starts_with(sample.head) &&
        text.ends_with(sample.tail)) {
      return true;
    }
  }
  constexpr std::size_t kAccessKeyId = 20;
  constexpr std::size_t kSecretKey = 40;
  return (text.size() == kAccessKeyId && text.starts_with('A') && text.ends_with("EXAMPLE")) ||
         (text.size() == kSecretKey && (text.ends_with("EXAMPLEKEY") || text.ends_with("EXAMPLE")));
}

}  // namespace aegis::validators
