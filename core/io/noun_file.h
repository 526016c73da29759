// Nouns and texts from a person's own file: plain text, CSV or JSON.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/model/noun_list.h"

namespace nounscope {

// Which entries of a file become nouns.
enum class NounEntries {
    Distinct,  // blank ones are left out, repeated ones kept once: what a run scores
    Every,     // all of them: rows of given features, where entry i is row i
};

struct NounFile {
    NounList nouns;
    std::int64_t repeated = 0;  // entries left out because they stood there before
};

// Reads nouns by the file's extension. Words are trimmed of white space, and are else as written.
//   .csv   the column headed `word` or `noun` (then `definition` or `gloss` becomes the gloss); without such a
//          header, the first column of every row. Header names are compared without case.
//   .json  an array of strings
//   else   one noun a line
// UTF-8, with or without a byte order mark, lines ended by LF, CRLF or CR. Throws Error(BadInput) that names
// the file, and the line where there is one, for anything else, and if no noun is found; Error(Io) if it
// cannot be read.
NounFile readNouns(const std::filesystem::path& file, NounEntries entries = NounEntries::Distinct);

// Every line of a text file, or every string of a .json array, as written; throws as readNouns does.
std::vector<std::string> readTexts(const std::filesystem::path& file);

}  // namespace nounscope
