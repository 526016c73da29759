// --model where it names a CLIP checkpoint: a folder, or an id looked up on this machine.
#pragma once

#include <memory>
#include <string>

#include "app/cli/options.h"
#include "app/cli/run_context.h"
#include "core/encode/checkpoint_files.h"
#include "core/encode/encoder.h"

namespace nounscope {

inline constexpr const char* starterModel = "starter";

// Throws Error(Usage) for the starter model, which is no checkpoint, and for what is neither folder nor id;
// Error(BadInput) naming the places looked at, or what is missing from the folder.
CheckpointFiles findCheckpoint(const std::string& model);

// Reads the checkpoint's weights; tells precision and device.
std::unique_ptr<Encoder> loadClipEncoder(const ModelOptions& options, RunContext& context);

}  // namespace nounscope
