#include "connectors/mutation.h"

#ifdef AEGIS_MUTATIONS
#include <unistd.h>

#include <cstdlib>
#include <string>
#endif

namespace aegis {
namespace {

constexpr MutationInfo kMutations[] = {
#define AEGIS_MUTATION_INFO(name, what) {Mutation::name, #name, what},
    AEGIS_MUTATIONS_LIST(AEGIS_MUTATION_INFO)
#undef AEGIS_MUTATION_INFO
};

}  // namespace

std::span<const MutationInfo> Mutations() { return kMutations; }

#ifdef AEGIS_MUTATIONS

namespace {

// A name that nobody knows must not pass for a mutation that nobody found.
std::optional<Mutation> FromEnvironment() {
  const char* wanted = std::getenv("AEGIS_MUTATION");
  if (wanted == nullptr || *wanted == '\0') return std::nullopt;
  for (const MutationInfo& info : kMutations) {
    if (info.name == wanted) return info.mutation;
  }
  const std::string line = "AEGIS_MUTATION: there is no mutation " + std::string(wanted) + "\n";
  if (write(STDERR_FILENO, line.data(), line.size()) < 0) _exit(3);
  _exit(2);
}

std::optional<Mutation> switched_on = FromEnvironment();

}  // namespace

void SwitchOn(std::optional<Mutation> mutation) { switched_on = mutation; }
bool IsSwitchedOn(Mutation mutation) { return switched_on == mutation; }

#endif

}  // namespace aegis
