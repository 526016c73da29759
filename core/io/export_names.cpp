#include "core/io/export_names.h"

#include <algorithm>

#include "core/io/csv.h"

namespace nounscope {

namespace {

constexpr std::size_t maxBytes = 120;  // most file systems take 255: room for a number and an ending

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

bool isDeviceName(const std::string& name) {
    const std::string stem = lower(name.substr(0, name.find('.')));
    if (stem == "con" || stem == "prn" || stem == "aux" || stem == "nul") return true;
    return stem.size() == 4 && (stem.rfind("com", 0) == 0 || stem.rfind("lpt", 0) == 0) && stem[3] >= '1' &&
           stem[3] <= '9';
}

}  // namespace

std::string fileName(const std::string& text) {
    std::string name = utf8Path(text);
    for (char& c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F ||
            std::string("/\\:*?\"<>|").find(c) != std::string::npos)
            c = '_';
    if (name.size() > maxBytes) {
        std::size_t end = maxBytes;
        while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80)
            --end;  // not within a character
        name.resize(end);
    }
    while (!name.empty() && (name.back() == ' ' || name.back() == '.')) name.pop_back();
    if (!name.empty() && (name.front() == '.' || name.front() == ' ')) name.front() = '_';
    if (name.empty() || isDeviceName(name)) name = "_" + name;
    return name;
}

std::string UniqueNames::unique(const std::string& name, const std::string& ending) {
    std::string free = name;
    for (int n = 2; !m_taken.insert(lower(free + ending)).second; ++n)
        free = name + " (" + std::to_string(n) + ")";
    return free + ending;
}

}  // namespace nounscope
