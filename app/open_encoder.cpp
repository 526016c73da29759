#include "app/open_encoder.h"

#include "core/encode/clip_encoder.h"
#include "core/encode/precision.h"
#include "core/encode/starter_encoder.h"
#include "core/io/resources.h"
#include "core/model/error.h"

namespace nounscope {

CheckpointFiles findCheckpoint(const std::string& model, const ModelPlaces& places) {
    if (model == starterModel)
        throw Error(
            ErrorKind::Usage,
            "--model starter is no CLIP checkpoint; name one. `nounscope-cli models` lists what is there");
    return findCheckpointFiles(findModel(model, places));
}

std::unique_ptr<Encoder> openEncoder(const std::string& model, const std::string& precision,
                                     c10::Device device, const ModelPlaces& places,
                                     WordNetOnDemand& wordnet) {
    if (model == starterModel)
        return std::make_unique<StarterEncoder>(findResource("starter.safetensors"), wordnet.get());
    return std::make_unique<ClipEncoder>(model, findCheckpoint(model, places),
                                         parsePrecision(precision, device), device);
}

}  // namespace nounscope
