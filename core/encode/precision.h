// In which number format the towers multiply.
#pragma once

#include <c10/core/Device.h>

#include <optional>
#include <string>
#include <vector>

namespace nounscope {

enum class Precision {
    Float32,   // the reference
    BFloat16,  // CPU with AVX-512 BF16 or AMX, CUDA
    Float16,   // CUDA
    Int8,      // CPU with VNNI: weights scaled by output channel, activations by row
    Unstored,  // Float32, but weights of another dtype are converted anew for each product: slow, needs no
               // memory
};

std::string precisionName(Precision precision);  // "fp32", "bf16", "fp16", "int8"

// --precision: nothing for "auto". Throws Error(Usage) for a name that is none, and for a precision that the
// device cannot compute in.
std::optional<Precision> parsePrecision(const std::string& name, c10::Device device);

// Those faster than Float32 on this device, the one to try first first. Decided by what the processor can do,
// never by timing: bf16 before int8, which is no faster where both have their instructions, and less exact.
std::vector<Precision> fastPrecisions(c10::Device device);

}  // namespace nounscope
