#include "core/io/npy.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include "core/io/atomic_file.h"
#include "core/io/npy_header.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

struct NamedType {
    const char* name;  // NumPy's kind and item size
    at::ScalarType type;
};
constexpr NamedType types[] = {{"f2", at::kHalf}, {"f4", at::kFloat}, {"f8", at::kDouble},
                               {"i1", at::kChar}, {"i2", at::kShort}, {"i4", at::kInt},
                               {"i8", at::kLong}, {"u1", at::kByte},  {"b1", at::kBool}};

at::ScalarType scalarType(const NpyHeader& header) {
    const std::string name = header.descr.substr(1);
    for (const NamedType& known : types)
        if (name == known.name) return known.type;
    throw Error(ErrorKind::BadInput,
                "descr '" + header.descr +
                    "' is not supported; save it as float32, for example with astype(\"float32\")");
}

// Bytes of the data that the header promises; throws where they cannot be counted, let alone be there.
std::int64_t dataSize(const NpyHeader& header, std::int64_t itemSize) {
    std::int64_t limit = std::numeric_limits<std::int64_t>::max() / itemSize;
    std::int64_t count = 1;
    for (const std::int64_t extent : header.shape) {
        limit /= std::max<std::int64_t>(extent, 1);
        if (limit == 0) throw Error(ErrorKind::BadInput, "shape is too large for any file");
        count *= extent;
    }
    return count * itemSize;
}

void swapBytes(char* data, std::int64_t size, std::int64_t itemSize) {
    for (char* item = data; item != data + size; item += itemSize) std::reverse(item, item + itemSize);
}

at::Tensor readArray(std::istream& in, std::int64_t fileSize) {
    const NpyHeader header = readNpyHeader(in);
    const at::ScalarType type = scalarType(header);
    const auto itemSize = static_cast<std::int64_t>(c10::elementSize(type));
    const std::int64_t promised = dataSize(header, itemSize);
    const std::int64_t present = fileSize - static_cast<std::int64_t>(in.tellg());
    if (promised != present)
        throw Error(ErrorKind::BadInput, "shape promises " + std::to_string(promised) +
                                             " bytes of data, but " + std::to_string(present) +
                                             " follow; was the file cut off?");

    std::vector<std::int64_t> stored = header.shape;
    if (header.fortranOrder) std::reverse(stored.begin(), stored.end());
    // A bool byte other than 0 and 1 is no bool to C++, so bytes are read and compared.
    at::Tensor tensor = at::empty(stored, type == at::kBool ? at::kByte : type);
    auto* const data = static_cast<char*>(tensor.data_ptr());
    if (!in.read(data, promised)) throw Error(ErrorKind::Io, "reading failed");
    if (header.bigEndian) swapBytes(data, promised, itemSize);
    if (type == at::kBool) tensor = tensor.ne(0);
    if (!header.fortranOrder) return tensor;
    std::vector<std::int64_t> reversed(stored.size());
    for (std::size_t i = 0; i < reversed.size(); ++i)
        reversed[i] = static_cast<std::int64_t>(reversed.size() - 1 - i);
    return tensor.permute(reversed).contiguous();
}

}  // namespace

at::Tensor readNpy(const fs::path& file) {
    std::error_code failure;
    const auto size = fs::is_regular_file(file, failure) ? fs::file_size(file, failure) : 0;
    std::ifstream in(file, std::ios::binary);
    if (failure || !in || !fs::is_regular_file(file, failure))
        throw Error(ErrorKind::BadInput, file.string() + " cannot be opened; give the path of an .npy file");
    try {
        return readArray(in, static_cast<std::int64_t>(size));
    } catch (const Error& error) {
        throw Error(error.kind(), file.string() + ": " + error.what());
    }
}

at::Tensor readFeatures(const fs::path& file) {
    const auto refuse = [&file](const std::string& why) -> Error {
        return Error(ErrorKind::BadInput, file.string() + ": " + why);
    };
    const at::Tensor array = readNpy(file);
    if (!array.is_floating_point() || array.dim() != 2)
        throw refuse("features must be a two-dimensional array of floats, one row each");
    if (array.size(0) == 0 || array.size(1) == 0) throw refuse("holds no features");
    at::Tensor features = array.scalar_type() == at::kFloat ? array : at::empty(array.sizes(), at::kFloat);
    constexpr std::int64_t blockRows = 4096;
    for (std::int64_t begin = 0; begin < array.size(0); begin += blockRows) {
        const std::int64_t end = std::min(begin + blockRows, array.size(0));
        // Norms in double: a float32 row near the type's limits neither overflows nor vanishes.
        const at::Tensor block = array.slice(0, begin, end).to(at::kDouble);
        const at::Tensor norms = block.norm(2, 1, true);
        const at::Tensor usable = norms.isfinite().logical_and(norms > 0).flatten();
        if (!usable.all().item<bool>()) {
            const auto row = usable.logical_not().nonzero()[0].item<std::int64_t>();
            const bool zero = norms[row].item<double>() == 0;
            throw refuse("row " + std::to_string(begin + row) +
                         (zero ? " is all zero" : " holds NaN or infinity") + "; leave that row out");
        }
        features.slice(0, begin, end).copy_(block / norms);
    }
    return features;
}

void writeNpy(const fs::path& file, const at::Tensor& tensor) {
    NpyHeader header;
    for (const NamedType& known : types)
        if (tensor.scalar_type() == known.type)
            header.descr = (known.name[1] == '1' ? "|" : "<") + std::string(known.name);
    if (header.descr.empty())
        throw Error(ErrorKind::Usage,
                    file.string() + ": cannot write an array of type " + toString(tensor.scalar_type()));
    header.shape = tensor.sizes().vec();
    const at::Tensor data = tensor.to(at::kCPU).contiguous();
    AtomicFile out(file);
    out.stream() << formatNpyHeader(header);
    out.stream().write(static_cast<const char*>(data.data_ptr()),
                       static_cast<std::streamsize>(data.nbytes()));
    out.commit();
}

}  // namespace nounscope
