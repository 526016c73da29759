// JSON of others - configs, vocabularies - read without trusting it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>

namespace nounscope {

// The value that the whole file holds; of keys given twice one counts. Throws Error(BadInput) naming the file for
// text that is no JSON (and where), and as readUtf8File does.
nlohmann::json readJsonFile(const std::filesystem::path& file,
                            std::uintmax_t limit = std::uintmax_t{1} << 26);

}  // namespace nounscope
