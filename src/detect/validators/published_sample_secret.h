#pragma once

#include <string_view>

namespace aegis::validators {

/// A credential that vendors print in their documentation, in its own case, or one marked as a
/// sample: the AWS key pair and whatever ends in EXAMPLE or EXAMPLEKEY as theirs do, the token of
/// jwt.io, Stripe's and other published test keys. True is a reason to refuse a secret; personal
/// data has no such list.
bool IsPublishedSampleSecret(std::string_view text) noexcept;

}  // namespace aegis::validators
