// The sentences around a noun before it is embedded; "{}" stands for the noun. Source: Radford et al. 2021
// (CLIP).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace nounscope {

// The seven prompts whose embeddings are averaged by default.
std::vector<std::string> ensembleTemplates();

// The noun alone: {"{}"}.
std::vector<std::string> rawTemplates();

// One template a line, empty lines left out. Throws Error(BadInput) that names the file, and the line where
// "{}" is missing or stands twice.
std::vector<std::string> readTemplates(const std::filesystem::path& file);

}  // namespace nounscope
