// The pictures the starter encoder is judged on and never learns from: tuxpaint's stamps, as
// resources/stamps.csv lists them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace nounscope {

struct Stamp {
    std::string file;      // relative to the folder of the stamps
    std::string folder;    // one of 16: the first folder, the label of the T set
    std::string category;  // one of 13, a WordNet noun: the label of the N set; "" where it is not in it
    std::string noun;      // what it shows, a WordNet noun; "" where unknown
};

// The rows that are no copies of training pictures, in the file's order. Throws Error(BadInput) naming file
// and line.
std::vector<Stamp> readStamps(const std::filesystem::path& list);

}  // namespace nounscope
