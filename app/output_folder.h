// Where results go: never among the pictures, and known to be writable before hours of work.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace nounscope {

// Throws Error(Usage) when `out` is one of the image folders or lies inside one, symbolic links resolved (the
// other way round is allowed: results beside a folder of pictures touch no picture), and Error(Io) when
// nothing can be created there. `out` need not exist; nothing is created.
void checkOutputFolder(const std::filesystem::path& out, const std::vector<std::string>& imageFolders);

// Creates the folder and those above it. Throws Error(Io).
void createOutputFolder(const std::filesystem::path& out);

// Throws Error(Usage) unless the file name ends so: readers go by it.
void requireExtension(const std::filesystem::path& file, const char* extension);

}  // namespace nounscope
