#pragma once

#include <string_view>

namespace aegis::validators {

// Is what stands behind a label like "address" a place where post goes? It has words, and is no
// address of a host, a mailbox, a page or a wallet.
bool PostalAddress(std::string_view text) noexcept;

}  // namespace aegis::validators
