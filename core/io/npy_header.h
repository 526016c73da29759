// The header of an .npy file: magic, version and a Python literal, read strictly. See npy.h.
#pragma once

#include <cstdint>
#include <istream>
#include <string>
#include <vector>

namespace nounscope {

struct NpyHeader {
    std::string descr;  // byte order ('<', '>', '|' or '='), kind and item size: "<f4"
    bool bigEndian = false;
    bool fortranOrder = false;
    std::vector<std::int64_t> shape;  // every extent >= 0; empty for a scalar
};

// Reads the header of format version 1 to 3 and leaves the stream at the first byte of data.
// Throws Error(BadInput) that names the field at fault, and why arrays of Python objects are refused.
NpyHeader readNpyHeader(std::istream& in);

// Version 1, padded so that the data begins at a multiple of 64 bytes.
std::string formatNpyHeader(const NpyHeader& header);

}  // namespace nounscope
