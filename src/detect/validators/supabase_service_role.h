#pragma once

#include <string_view>

namespace aegis::validators {

/// A JSON Web Token whose claims name the issuer supabase and the role service_role.
bool SupabaseServiceRole(std::string_view text) noexcept;

}  // namespace aegis::validators
