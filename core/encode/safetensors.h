// Tensors by name in one file, read and written without trusting it: Hugging Face's safetensors format (an
// 8-byte little-endian header length, a JSON header, then the tensors' bytes).
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace nounscope {

// A memory-mapped file, checked whole when it is opened. Immutable; thread-safe.
class Safetensors {
public:
    // F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL. Throws Error(BadInput) that names the file and, where
    // one is at fault, the tensor: short file, header that is too long (100 MB), lengths that do not fit
    // shape and dtype, ranges outside the file, overlapping or with gaps, unknown dtype.
    static Safetensors open(const std::filesystem::path& file);

    bool contains(const std::string& name) const { return m_tensors.count(name) > 0; }
    std::vector<std::string> names() const;  // rising

    // CPU, contiguous, the file's dtype; the bytes stay those of the mapping, so never write to them.
    // Throws Error(BadInput) naming file and tensor where it is missing, or `shape` is given and differs (-1:
    // any).
    at::Tensor tensor(const std::string& name, const std::vector<std::int64_t>& shape = {}) const;

    // "__metadata__": free text about the file; "" for a key that is not there.
    std::string metadata(const std::string& key) const;

private:
    std::filesystem::path m_file;
    std::map<std::string, at::Tensor> m_tensors;
    std::map<std::string, std::string> m_metadata;
};

// Writes contiguous CPU copies of the tensors, in the order of their names, aligned to 8 bytes; whole or not
// at all. Throws Error(Io) naming the file, Error(Usage) for a dtype that the format lacks.
void writeSafetensors(const std::filesystem::path& file, const std::map<std::string, at::Tensor>& tensors,
                      const std::map<std::string, std::string>& metadata = {});

}  // namespace nounscope
