#include "core/encode/safetensors.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/io/atomic_file.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr std::uint64_t longestHeader = 100'000'000;
constexpr std::uint64_t longestExtent = std::uint64_t{1} << 60;
constexpr std::array<std::pair<const char*, at::ScalarType>, 10> dtypes{{
    {"F64", at::kDouble},
    {"F32", at::kFloat},
    {"F16", at::kHalf},
    {"BF16", at::kBFloat16},
    {"I64", at::kLong},
    {"I32", at::kInt},
    {"I16", at::kShort},
    {"I8", at::kChar},
    {"U8", at::kByte},
    {"BOOL", at::kBool},
}};

// "[2, any, 768]"
std::string shapeText(at::IntArrayRef shape) {
    std::string text;
    for (const std::int64_t size : shape)
        text += (text.empty() ? "" : ", ") + (size == -1 ? "any" : std::to_string(size));
    return "[" + text + "]";
}

class Mapping {
public:
    explicit Mapping(const fs::path& file) {
        const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        struct stat status {};
        if (descriptor < 0 || ::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
            if (descriptor >= 0) ::close(descriptor);
            throw Error(ErrorKind::BadInput,
                        "The weights " + file.string() + " cannot be read: check the path.");
        }
        m_size = static_cast<std::size_t>(status.st_size);
        if (m_size > 0) m_begin = ::mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
        ::close(descriptor);
        if (m_begin == MAP_FAILED)
            throw Error(ErrorKind::Io, "The weights " + file.string() + " cannot be mapped into memory.");
    }
    ~Mapping() {
        if (m_begin) ::munmap(m_begin, m_size);
    }
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;

    char* data() const { return static_cast<char*>(m_begin); }
    std::size_t size() const { return m_size; }

private:
    void* m_begin = nullptr;
    std::size_t m_size = 0;
};

// Checks one file's header against its bytes.
class Reader {
public:
    explicit Reader(const fs::path& file) : m_file(file), m_mapping(std::make_shared<Mapping>(file)) {}

    void read(std::map<std::string, at::Tensor>& tensors, std::map<std::string, std::string>& metadata) {
        const json header = readHeader();
        for (const auto& [name, entry] : header.items()) {
            if (name == "__metadata__")
                for (const auto& [key, value] : entry.items())
                    metadata[key] = value.is_string() ? value.get<std::string>() : value.dump();
            else
                tensors[name] = readTensor(name, entry);
        }
        checkRanges();
    }

private:
    [[noreturn]] void fail(const std::string& what) const {
        throw Error(ErrorKind::BadInput, m_file.string() + " is no valid safetensors file: " + what +
                                             ". Fetch or build the file anew.");
    }

    json readHeader() {
        if (m_mapping->size() < 8) fail("it is shorter than its header's length");
        std::uint64_t length = 0;
        for (int i = 7; i >= 0; --i)
            length = (length << 8) | static_cast<unsigned char>(m_mapping->data()[i]);
        if (length > longestHeader || length > m_mapping->size() - 8)
            fail("its header is said to be " + std::to_string(length) + " bytes long");
        const char* const begin = m_mapping->data() + 8;
        m_bytes = begin + length;
        m_byteCount = m_mapping->size() - 8 - length;
        // no nesting deeper than the format has, so that a hostile header cannot exhaust the stack
        const json header = json::parse(
            begin, begin + length, [](int depth, json::parse_event_t, json&) { return depth <= 3; }, false);
        if (!header.is_object()) fail("its header is no JSON object");
        return header;
    }

    std::uint64_t number(const std::string& name, const json& value, const char* what) const {
        if (!value.is_number_unsigned()) fail("tensor \"" + name + "\" has a " + what + " that is no number");
        return value.get<std::uint64_t>();
    }

    at::Tensor readTensor(const std::string& name, const json& entry) {
        const auto list = [&](const char* key) {
            if (!entry.is_object() || !entry.contains(key) || !entry[key].is_array())
                fail("tensor \"" + name + "\" has no list \"" + key + "\"");
            return entry[key];
        };
        const std::string dtypeName =
            entry.is_object() && entry.contains("dtype") && entry["dtype"].is_string()
                ? entry["dtype"].get<std::string>()
                : "";
        const auto dtype =
            std::find_if(dtypes.begin(), dtypes.end(), [&](const auto& d) { return d.first == dtypeName; });
        if (dtype == dtypes.end())
            fail("tensor \"" + name + "\" has the unknown dtype \"" + dtypeName + "\"");

        const std::uint64_t itemSize = c10::elementSize(dtype->second);
        std::uint64_t length = itemSize;
        std::uint64_t extent = 1;  // counts a size of 0 as 1: strides are computed all the same
        std::vector<std::int64_t> shape;
        for (const json& value : list("shape")) {
            const std::uint64_t size = number(name, value, "size");
            if (size != 0 && length > m_byteCount / size)
                fail("tensor \"" + name + "\" is larger than the file");
            length *= size;
            if (size > longestExtent / extent) fail("tensor \"" + name + "\" has a shape too large for any file");
            extent *= std::max<std::uint64_t>(size, 1);
            shape.push_back(static_cast<std::int64_t>(size));
        }
        const json offsets = list("data_offsets");
        if (offsets.size() != 2) fail("tensor \"" + name + "\" has not two data offsets");
        const std::uint64_t begin = number(name, offsets[0], "data offset");
        const std::uint64_t end = number(name, offsets[1], "data offset");
        if (begin > end || end > m_byteCount) fail("tensor \"" + name + "\" lies outside the file");
        if (end - begin != length)
            fail("tensor \"" + name + "\" takes " + std::to_string(end - begin) + " bytes, not the " +
                 std::to_string(length) + " of its shape");
        m_ranges.push_back({begin, end, name});

        const char* const bytes = m_bytes + begin;
        if (reinterpret_cast<std::uintptr_t>(bytes) % itemSize != 0) {
            at::Tensor copy = at::empty(shape, dtype->second);
            std::memcpy(copy.data_ptr(), bytes, length);
            return copy;
        }
        return at::from_blob(
            const_cast<char*>(bytes), shape, [mapping = m_mapping](void*) {}, dtype->second);
    }

    // Every byte belongs to one tensor.
    void checkRanges() {
        std::sort(m_ranges.begin(), m_ranges.end());
        std::uint64_t at = 0;
        for (const auto& [begin, end, name] : m_ranges) {
            if (begin < at) fail("tensor \"" + name + "\" overlaps another");
            if (begin > at) fail("there is a gap before tensor \"" + name + "\"");
            at = end;
        }
        if (at != m_byteCount) fail("there are bytes after the last tensor");
    }

    fs::path m_file;
    std::shared_ptr<Mapping> m_mapping;
    const char* m_bytes = nullptr;
    std::uint64_t m_byteCount = 0;
    std::vector<std::tuple<std::uint64_t, std::uint64_t, std::string>> m_ranges;
};

}  // namespace

Safetensors Safetensors::open(const fs::path& file) {
    Safetensors result;
    result.m_file = file;
    Reader(file).read(result.m_tensors, result.m_metadata);
    return result;
}

std::vector<std::string> Safetensors::names() const {
    std::vector<std::string> names;
    for (const auto& entry : m_tensors) names.push_back(entry.first);
    return names;
}

at::Tensor Safetensors::tensor(const std::string& name, const std::vector<std::int64_t>& shape) const {
    const auto found = m_tensors.find(name);
    if (found == m_tensors.end())
        throw Error(ErrorKind::BadInput, m_file.string() + " has no tensor \"" + name +
                                             "\": it belongs to another model or version.");
    const at::IntArrayRef sizes = found->second.sizes();
    const bool fits =
        std::equal(sizes.begin(), sizes.end(), shape.begin(), shape.end(),
                   [](std::int64_t has, std::int64_t wants) { return wants == -1 || has == wants; });
    if (!shape.empty() && !fits)
        throw Error(ErrorKind::BadInput, m_file.string() + ": tensor \"" + name + "\" has the shape " +
                                             shapeText(sizes) + ", but the model's has " + shapeText(shape) +
                                             ": it belongs to another model or version.");
    return found->second;
}

std::string Safetensors::metadata(const std::string& key) const {
    const auto found = m_metadata.find(key);
    return found == m_metadata.end() ? "" : found->second;
}

void writeSafetensors(const fs::path& file, const std::map<std::string, at::Tensor>& tensors,
                      const std::map<std::string, std::string>& metadata) {
    json header = json::object();
    if (!metadata.empty()) header["__metadata__"] = metadata;
    // The widest items first, so that each tensor is aligned; the name decides among equals.
    std::vector<std::pair<std::string, at::Tensor>> ordered(tensors.begin(), tensors.end());
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) {
        return a.second.element_size() > b.second.element_size();
    });
    std::size_t offset = 0;
    for (auto& [name, tensor] : ordered) {
        tensor = tensor.detach().cpu().contiguous();
        const auto dtype =
            std::find_if(dtypes.begin(), dtypes.end(),
                         [type = tensor.scalar_type()](const auto& d) { return d.second == type; });
        if (dtype == dtypes.end())
            throw Error(ErrorKind::Usage, "Tensor \"" + name + "\" has a dtype that safetensors files lack.");
        header[name] = {{"dtype", dtype->first},
                        {"shape", tensor.sizes().vec()},
                        {"data_offsets", {offset, offset + tensor.nbytes()}}};
        offset += tensor.nbytes();
    }
    std::string text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' ');

    AtomicFile out(file);
    for (std::size_t i = 0, length = text.size(); i < 8; ++i, length >>= 8)
        out.stream().put(static_cast<char>(length & 0xff));
    out.stream().write(text.data(), static_cast<std::streamsize>(text.size()));
    for (const auto& [name, tensor] : ordered)
        out.stream().write(static_cast<const char*>(tensor.data_ptr()),
                           static_cast<std::streamsize>(tensor.nbytes()));
    out.commit();
}

}  // namespace nounscope
