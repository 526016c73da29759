// Nouns that a person knows to fit the pictures, and how they were found among the nouns of a run.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace nounscope {

// Where the names come from.
struct PositivesRequest {
    enum class From { Typed, File, Folders };  // folders: the names of those the pictures lie in
    From from = From::Typed;
    std::vector<std::string> names;  // typed; none: no positives any more
    std::filesystem::path file;      // one name a line, or as noun files are written
};

struct KnownPositives {
    std::vector<std::string> names;    // as given, each once
    std::vector<std::string> unknown;  // of these, not among the nouns
    std::vector<bool> positive;        // M, a flag a noun; empty where no name is known
};

}  // namespace nounscope
