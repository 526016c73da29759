#include "app/train-starter/png_title.h"

#include <array>
#include <cstdint>
#include <fstream>

namespace nounscope {

std::string pngTitle(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    in.seekg(8);
    std::array<unsigned char, 8> head{};
    while (in.read(reinterpret_cast<char*>(head.data()), head.size())) {
        const std::uint32_t length = (std::uint32_t{head[0]} << 24) | (std::uint32_t{head[1]} << 16) |
                                     (std::uint32_t{head[2]} << 8) | std::uint32_t{head[3]};
        const std::string type(reinterpret_cast<const char*>(head.data()) + 4, 4);
        if (type == "IEND" || length > 0x7fffffffu) break;
        if (type != "tEXt" || length > 4096) {
            in.seekg(static_cast<std::streamoff>(length) + 4, std::ios::cur);
            continue;
        }
        std::string text(length, '\0');
        if (!in.read(text.data(), static_cast<std::streamsize>(length)) || !in.ignore(4)) break;
        const std::string keyword("Title\0", 6);
        if (text.compare(0, keyword.size(), keyword) == 0) return text.substr(keyword.size());
    }
    return {};
}

}  // namespace nounscope
