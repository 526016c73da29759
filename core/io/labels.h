// Ground truth for judging clusters: the folders the pictures lie in, or a file with one label a row.
#pragma once

#include <string>
#include <vector>

namespace nounscope {

// One label a path, in their order. `source`:
//   "folders"  the folder that holds the picture, as written in its path ("birds/owls"; "." for none)
//   "top"      the first folder of the path ("birds")
//   a file     UTF-8 text, one label a line, one line a path; an empty line leaves its picture unlabelled
//   ("")
// Paths are those of ImageItem: below the root, or beginning with the root's name where there are several
// roots. Throws Error(BadInput) for a file that cannot be used or has another number of lines.
std::vector<std::string> labelsFor(const std::vector<std::string>& paths, const std::string& source);

}  // namespace nounscope
