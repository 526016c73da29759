// Bytes as text that JSON can hold. Source: RFC 4648, section 4.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nounscope {

std::string toBase64(std::string_view bytes);

// None for what toBase64 would not have written.
std::optional<std::string> fromBase64(std::string_view text);

}  // namespace nounscope
