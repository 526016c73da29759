// CLIP models with random weights, for tests and benchmarks: any size, nothing to download.
#pragma once

#include <cstdint>

#include "core/encode/clip_architecture.h"
#include "core/encode/clip_weights.h"

namespace nounscope::test {

// 3 and 2 layers, pictures of 64 pixels in patches of 16, context 77, vocabulary 600, joint width 48.
ClipArchitecture smallClip();

ClipArchitecture vitB32();
ClipArchitecture vitL14();

// Normal numbers, scaled as an untrained model's would be; the same for the same seed.
ClipWeights randomClipWeights(const ClipArchitecture& architecture, std::uint64_t seed);

}  // namespace nounscope::test
