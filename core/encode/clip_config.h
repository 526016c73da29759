// From a checkpoint's configuration to the numbers of its towers and of its pictures' preprocessing.
#pragma once

#include <cstdint>
#include <optional>

#include "core/encode/checkpoint_files.h"
#include "core/encode/clip_architecture.h"
#include "core/encode/image_transform.h"

namespace nounscope {

struct ClipConfig {
    ClipArchitecture architecture;
    ImageTransformSettings transform;      // its crop is the architecture's image size
    std::optional<std::int64_t> endToken;  // texts' features are read at it; none: at their highest id
};

// What a field means and is when omitted is as in Hugging Face's transformers and in open_clip. Throws
// Error(BadInput) naming file and field for values that make no sense, and for features that these towers do
// not have.
ClipConfig readClipConfig(const CheckpointFiles& files);

}  // namespace nounscope
