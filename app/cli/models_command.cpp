#include <cstdio>

#include "app/cli/commands.h"

namespace nounscope {

void addModelsCommand(CLI::App& app) {
    app.add_subcommand("models", "List what --model can name")->callback([] {
        std::puts(
            "starter   built in: for drawings, icons, cut-outs and a first look; weak on photographs\n"
            "\n"
            "For photographs CLIP is the tool. This version does not load CLIP checkpoints itself: embed "
            "pictures and\n"
            "nouns with one elsewhere and give them as --image-embeddings and --noun-embeddings.");
    });
}

}  // namespace nounscope
