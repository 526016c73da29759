// The subcommands of nounscope-cli. Each adds itself to the parser and runs when it is chosen; results go to
// standard output and files, and every failure is an exception that main turns into an exit code.
#pragma once

#include <CLI/App.hpp>

#include "app/cli/interrupt.h"

namespace nounscope {

void addClusterCommand(CLI::App& app, Interrupt& interrupt);
void addExportCommand(CLI::App& app, Interrupt& interrupt);
void addScoreCommand(CLI::App& app, Interrupt& interrupt);
void addEmbedImagesCommand(CLI::App& app, Interrupt& interrupt);
void addEmbedTextsCommand(CLI::App& app, Interrupt& interrupt);
void addTokenizeCommand(CLI::App& app, Interrupt& interrupt);
void addPreprocessCommand(CLI::App& app, Interrupt& interrupt);
void addEvaluateCommand(CLI::App& app);
void addSeparabilityCommand(CLI::App& app);
void addNounsCommand(CLI::App& app);
void addModelsCommand(CLI::App& app, Interrupt& interrupt);
void addCacheCommand(CLI::App& app);
void addVersionCommand(CLI::App& app);

}  // namespace nounscope
