#include "app/cli/checkpoint.h"

#include "app/cli/environment.h"
#include "core/encode/clip_encoder.h"
#include "core/encode/precision.h"
#include "core/io/model_places.h"
#include "core/model/error.h"

namespace nounscope {

CheckpointFiles findCheckpoint(const std::string& model) {
    if (model == starterModel)
        throw Error(
            ErrorKind::Usage,
            "--model starter is no CLIP checkpoint; name one. `nounscope-cli models` lists what is there");
    return findCheckpointFiles(findModel(model, ModelPlaces::fromEnvironment(environmentVariable)));
}

std::unique_ptr<Encoder> loadClipEncoder(const ModelOptions& options, RunContext& context) {
    auto encoder =
        std::make_unique<ClipEncoder>(options.model, findCheckpoint(options.model),
                                      parsePrecision(options.precision, context.device()), context.device());
    const EncoderInfo info = encoder->info();
    context.note(info.id + ", " + info.precision + " on " + context.device().str() + ".");
    return encoder;
}

}  // namespace nounscope
