// Reads the arrays of NumPy's .npz reference files in tests: a zip of .npy entries, stored or deflated.
// Needs zlib (ZLIB::ZLIB) and nounscope_compute. Not for files from strangers.
#pragma once

#include <ATen/core/Tensor.h>
#include <unistd.h>
#include <zlib.h>

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>

#include "core/io/npy.h"

namespace nounscope::test {

class Npz {
public:
    explicit Npz(const std::filesystem::path& file) : m_file(file) {
        std::ifstream in(file, std::ios::binary);
        m_bytes.assign(std::istreambuf_iterator<char>(in), {});
        const std::size_t end = m_bytes.rfind("PK\5\6");
        if (end == std::string::npos) throw std::runtime_error(file.string() + " is no zip archive");
        std::size_t at = number<std::uint32_t>(end + 16);
        for (int left = number<std::uint16_t>(end + 10); left > 0; --left) {
            Entry entry;
            entry.method = number<std::uint16_t>(at + 10);
            entry.packed = number<std::uint32_t>(at + 20);
            entry.unpacked = number<std::uint32_t>(at + 24);
            const std::size_t nameLength = number<std::uint16_t>(at + 28);
            const std::size_t local = number<std::uint32_t>(at + 42);
            entry.data = local + 30 + number<std::uint16_t>(local + 26) + number<std::uint16_t>(local + 28);
            m_entries[m_bytes.substr(at + 46, nameLength)] = entry;
            at += 46 + nameLength + number<std::uint16_t>(at + 30) + number<std::uint16_t>(at + 32);
        }
    }

    bool has(const std::string& array) const { return m_entries.count(array + ".npy") > 0; }

    // The array of that name, as readNpy gives it; goes through a temporary file.
    at::Tensor read(const std::string& array) const {
        if (!has(array)) throw std::runtime_error(m_file.string() + " has no array " + array);
        const Entry entry = m_entries.at(array + ".npy");
        std::string npy(entry.unpacked, '\0');
        if (entry.method == 0)
            npy = m_bytes.substr(entry.data, entry.packed);
        else
            inflateInto(npy, entry);
        const auto path = std::filesystem::temp_directory_path() /
                          ("nounscope-" + std::to_string(getpid()) + "-" + array + ".npy");
        std::ofstream(path, std::ios::binary) << npy;
        const at::Tensor tensor = readNpy(path);
        std::filesystem::remove(path);
        return tensor;
    }

private:
    struct Entry {
        int method = 0;
        std::size_t packed = 0, unpacked = 0, data = 0;
    };

    template <typename Integer>
    Integer number(std::size_t at) const {  // zip is little-endian, as the machines that run these tests
        Integer value;
        std::memcpy(&value, m_bytes.data() + at, sizeof value);
        return value;
    }

    void inflateInto(std::string& npy, const Entry& entry) const {
        z_stream stream{};
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(m_bytes.data() + entry.data));
        stream.avail_in = static_cast<uInt>(entry.packed);
        stream.next_out = reinterpret_cast<Bytef*>(npy.data());
        stream.avail_out = static_cast<uInt>(npy.size());
        inflateInit2(&stream, -MAX_WBITS);
        const int status = inflate(&stream, Z_FINISH);
        inflateEnd(&stream);
        if (status != Z_STREAM_END) throw std::runtime_error(m_file.string() + " is damaged");
    }

    std::filesystem::path m_file;
    std::string m_bytes;
    std::map<std::string, Entry> m_entries;
};

}  // namespace nounscope::test
