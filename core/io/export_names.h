// Names for exported files and folders: fit for any file system, and no two alike.
#pragma once

#include <set>
#include <string>

namespace nounscope {

// The text as one part of a path that Linux, macOS and Windows accept, at most 120 bytes: what they refuse becomes '_'.
std::string fileName(const std::string& text);

// Gives each name once, ASCII's upper and lower case not told apart.
class UniqueNames {
public:
    // name + ending, or name + " (2)" + ending, ... where that was given before.
    std::string unique(const std::string& name, const std::string& ending = "");

private:
    std::set<std::string> m_taken;  // lower case
};

}  // namespace nounscope
