// From the name of a model to its encoder, the same for the command line and the window.
#pragma once

#include <c10/core/Device.h>

#include <memory>
#include <string>

#include "app/wordnet_on_demand.h"
#include "core/encode/checkpoint_files.h"
#include "core/encode/encoder.h"
#include "core/io/model_places.h"

namespace nounscope {

inline constexpr const char* starterModel = "starter";

// Throws Error(Usage) for the starter model, which is no checkpoint, and for what is neither folder nor id;
// Error(BadInput) naming the places looked at, or what is missing from the folder.
CheckpointFiles findCheckpoint(const std::string& model, const ModelPlaces& places);

// `model`: "starter", an id or a checkpoint's folder; `precision` as in parsePrecision. The starter encoder keeps a
// reference to WordNet, the others do without. Throws as findCheckpoint and the encoders do. Seconds for a large
// checkpoint, whose weights are read once.
std::unique_ptr<Encoder> openEncoder(const std::string& model, const std::string& precision,
                                     c10::Device device, const ModelPlaces& places, WordNetOnDemand& wordnet);

}  // namespace nounscope
