// Files that a configuration names: read whole, bounded, and never quoted in an error.
#pragma once

#include <string>
#include <string_view>

#include "src/base/result.h"

namespace aegis::topology {

// Relative paths are relative to the folder of the file that names them, so that a configuration
// works from anywhere.
std::string ResolvePath(std::string_view path, std::string_view named_in);

Result<std::string> ReadFile(const std::string& path, size_t max_bytes);
// Refuses what people other than the owner and its group may read or write, and what the group may
// write. The check and the reading are of the same open file.
Result<std::string> ReadSecretFile(const std::string& path, size_t max_bytes);

}  // namespace aegis::topology
