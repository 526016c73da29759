#include "core/io/image_format.h"

#include <algorithm>
#include <cctype>

namespace nounscope {

namespace {

using namespace std::string_view_literals;

bool hasAt(std::string_view bytes, std::size_t offset, std::string_view mark) {
    return bytes.size() >= offset + mark.size() && bytes.substr(offset, mark.size()) == mark;
}

// The brands of an ISO base media file ("ftyp" box), four letters each.
bool hasBrand(std::string_view bytes, std::initializer_list<std::string_view> brands) {
    if (!hasAt(bytes, 4, "ftyp")) return false;
    const std::size_t end = std::min<std::size_t>(bytes.size(), static_cast<unsigned char>(bytes[3]));
    for (std::size_t at = 8; at + 4 <= end; at += 4)
        if (std::find(brands.begin(), brands.end(), bytes.substr(at, 4)) != brands.end()) return true;
    return false;
}

std::string lowered(std::string_view bytes) {
    std::string lower(bytes.substr(0, 4096));
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lower;
}

std::string_view withoutLeadingSpace(std::string_view bytes) {
    if (hasAt(bytes, 0, "\xEF\xBB\xBF")) bytes.remove_prefix(3);
    while (!bytes.empty() && std::isspace(static_cast<unsigned char>(bytes[0]))) bytes.remove_prefix(1);
    return bytes;
}

bool isWebPage(const std::string& lower) {
    const std::size_t html = std::min(lower.find("<html"), lower.find("<!doctype html"));
    return html != std::string::npos && html < lower.find("<svg");
}

bool isSvg(std::string_view bytes) {
    bytes = withoutLeadingSpace(bytes);
    if (bytes.empty() || bytes[0] != '<') return false;
    const std::string lower = lowered(bytes);
    const bool drawing = lower.find("<svg") != std::string::npos || lower.find(":svg") != std::string::npos ||
                         lower.find("<!doctype svg") != std::string::npos;
    return drawing && !isWebPage(lower);
}

struct Signature {
    std::size_t offset;
    std::string_view mark;
    const char* meaning;
};
constexpr Signature otherContents[] = {
    {0, "%PDF", "a PDF document"},
    {0, "%!PS", "a PostScript document"},
    {0, "PK\x03\x04", "a ZIP archive or office document"},
    {0, "Rar!", "a RAR archive"},
    {0, "7z\xBC\xAF", "a 7-Zip archive"},
    {0, "BZh", "a bzip2 archive"},
    {0,
     "\xFD"
     "7zXZ",
     "an xz archive"},
    {257, "ustar", "a tar archive"},
    {0,
     "\x7F"
     "ELF",
     "a program"},
    {0, "MZ", "a Windows program"},
    {0, "8BPS", "a Photoshop document (export it as PNG)"},
    {0, "gimp xcf", "a GIMP document (export it as PNG)"},
    {0, "\xFF\x0A", "a JPEG XL picture (convert it to PNG or JPEG)"},
    {0, "\0\0\0\x0CJXL "sv, "a JPEG XL picture (convert it to PNG or JPEG)"},
    {0, "\0\0\0\x0CjP  "sv, "a JPEG 2000 picture (convert it to PNG or JPEG)"},
    {0, "\0\0\x01\0"sv, "a Windows icon (convert it to PNG)"},
    {0, "v/1\x01", "an OpenEXR picture (convert it to PNG)"},
    {0, "#?RADIANCE", "a Radiance HDR picture (convert it to PNG)"},
    {4, "ftyp", "a film (MP4 or QuickTime)"},
    {0, "\x1A\x45\xDF\xA3", "a film (Matroska or WebM)"},
    {8, "AVI ", "a film (AVI)"},
    {8, "WAVE", "a sound (WAV)"},
    {0, "ID3", "a sound (MP3)"},
    {0, "OggS", "a sound or film (Ogg)"},
    {0, "fLaC", "a sound (FLAC)"},
    {0, "SQLite format 3", "a database (SQLite)"},
    {0, "version https://git-lfs", "a Git LFS pointer (run git lfs pull)"}};

}  // namespace

ImageFormat imageFormat(std::string_view bytes) {
    if (hasAt(bytes, 0, "\x89PNG\r\n\x1A\n")) return ImageFormat::Png;
    if (hasAt(bytes, 0, "\xFF\xD8\xFF")) return ImageFormat::Jpeg;
    if (hasAt(bytes, 0, "RIFF") && hasAt(bytes, 8, "WEBP")) return ImageFormat::Webp;
    if (hasAt(bytes, 0, "GIF87a") || hasAt(bytes, 0, "GIF89a")) return ImageFormat::Gif;
    for (const std::string_view mark : {"II*\0"sv, "MM\0*"sv, "II+\0"sv, "MM\0+"sv})
        if (hasAt(bytes, 0, mark)) return ImageFormat::Tiff;
    // "BM" alone begins many a text; the reserved field of the header is zero in bitmaps.
    if (hasAt(bytes, 0, "BM") && (bytes.size() < 10 || hasAt(bytes, 6, "\0\0\0\0"sv)))
        return ImageFormat::Bmp;
    if (hasBrand(bytes, {"heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis"}))
        return ImageFormat::Heif;
    if (hasAt(bytes, 0, "\x1F\x8B") || isSvg(bytes)) return ImageFormat::Svg;
    return ImageFormat::Unknown;
}

std::string describeContent(std::string_view bytes) {
    for (const Signature& signature : otherContents)
        if (hasAt(bytes, signature.offset, signature.mark)) return signature.meaning;
    if (std::all_of(bytes.begin(), bytes.end(), [](char c) { return c == 0; }))
        return "nothing but zero bytes (a copy or recovery that failed?)";
    if (isWebPage(lowered(bytes))) return "a web page";
    const bool text = std::none_of(bytes.begin(), bytes.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == 0x7F || (byte < 0x20 && !std::isspace(byte));
    });
    return text ? "text" : "data of an unknown kind";
}

}  // namespace nounscope
