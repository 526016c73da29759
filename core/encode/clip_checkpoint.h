// The tensors of a CLIP checkpoint, found under the names that each layout gives them.
#pragma once

#include "core/encode/checkpoint_files.h"
#include "core/encode/clip_architecture.h"
#include "core/encode/clip_weights.h"

namespace nounscope {

// Views of the mapped files, in their dtypes: costs address space, not memory. Throws Error(BadInput) that
// names the file and the tensor: one that is missing, has another shape (expected and found are told) or
// holds no floating-point numbers, and one that a model of this architecture does not have.
ClipWeights readClipWeights(const CheckpointFiles& files, const ClipArchitecture& architecture);

}  // namespace nounscope
