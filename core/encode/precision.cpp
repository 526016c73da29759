#include "core/encode/precision.h"

#include <array>
#include <utility>

#include "core/model/error.h"

namespace nounscope {

namespace {

constexpr std::array<std::pair<Precision, const char*>, 4> names{{
    {Precision::Float32, "fp32"},
    {Precision::BFloat16, "bf16"},
    {Precision::Float16, "fp16"},
    {Precision::Int8, "int8"},
}};

// LibTorch multiplies bfloat16 and 8-bit integers through oneDNN, which needs AVX-512 for both.
bool hasAvx512() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512dq");
#else
    return false;
#endif
}

bool isQuick(Precision precision) {
#if defined(__x86_64__)
    if (precision == Precision::BFloat16) return hasAvx512() && __builtin_cpu_supports("avx512bf16");
    if (precision == Precision::Int8) return hasAvx512() && __builtin_cpu_supports("avx512vnni");
#endif
    return false;
}

}  // namespace

std::string precisionName(Precision precision) {
    for (const auto& [value, name] : names)
        if (value == precision) return name;
    return "";
}

std::optional<Precision> parsePrecision(const std::string& name, c10::Device device) {
    if (name == "auto") return std::nullopt;
    for (const auto& [value, known] : names) {
        if (name != known) continue;
        const bool works = device.is_cuda()
                               ? value != Precision::Int8
                               : value == Precision::Float32 || (value != Precision::Float16 && hasAvx512());
        if (!works)
            throw Error(ErrorKind::Usage,
                        "--precision " + name + ": " +
                            (device.is_cuda() ? "not on CUDA" : "this processor has no instructions for it") +
                            "; choose auto or fp32");
        return value;
    }
    throw Error(ErrorKind::Usage,
                "--precision " + name + ": choose auto, fp32, bf16, fp16 (CUDA) or int8 (CPU)");
}

std::vector<Precision> fastPrecisions(c10::Device device) {
    if (device.is_cuda()) return {Precision::Float16, Precision::BFloat16};
    std::vector<Precision> fast;
    for (const Precision precision : {Precision::BFloat16, Precision::Int8})
        if (isQuick(precision)) fast.push_back(precision);
    return fast;
}

}  // namespace nounscope
