#include "core/io/base64.h"

#include <openssl/evp.h>

#include <algorithm>

namespace nounscope {

namespace {

// OpenSSL counts in int: a piece at a time.
constexpr std::size_t pieceBytes = 3 << 20;

}  // namespace

std::string toBase64(std::string_view bytes) {
    std::string text;
    while (!bytes.empty()) {
        const std::string_view piece = bytes.substr(0, pieceBytes);
        std::string block((piece.size() + 2) / 3 * 4 + 1, '\0');
        const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(block.data()),
                                           reinterpret_cast<const unsigned char*>(piece.data()),
                                           static_cast<int>(piece.size()));
        text.append(block, 0, static_cast<std::size_t>(length));
        bytes.remove_prefix(piece.size());
    }
    return text;
}

std::optional<std::string> fromBase64(std::string_view text) {
    std::string bytes;
    for (std::string_view left = text; !left.empty();) {
        const std::string_view piece = left.substr(0, pieceBytes / 3 * 4);
        std::string block(piece.size() / 4 * 3 + 3, '\0');
        const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(block.data()),
                                           reinterpret_cast<const unsigned char*>(piece.data()),
                                           static_cast<int>(piece.size()));
        if (length < 0) return std::nullopt;
        bytes.append(block, 0, static_cast<std::size_t>(length));
        left.remove_prefix(piece.size());
    }
    // The decoder counts padding as zeros, and forgives white space.
    const std::size_t padding = text.size() - std::min(text.find_last_not_of('=') + 1, text.size());
    if (padding > 2 || padding > bytes.size()) return std::nullopt;
    bytes.resize(bytes.size() - padding);
    if (toBase64(bytes) != text) return std::nullopt;
    return bytes;
}

}  // namespace nounscope
