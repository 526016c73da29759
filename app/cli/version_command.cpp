#include "core/version.h"

#include <cstdio>

#include "app/cli/commands.h"
#include "core/device.h"

namespace nounscope {

void addVersionCommand(CLI::App& app) {
    app.add_subcommand("version", "Print the versions of the program and of what computes")->callback([] {
        const BlasInfo blas = detectBlas();
        std::printf("nounscope-cli %s\nLibTorch %s\nBLAS %s%s\ndevice %s\n", programVersion().c_str(),
                    libTorchVersion().c_str(), blas.library.empty() ? "unknown" : blas.library.c_str(),
                    blas.fast ? "" : " (slow)", chooseDevice("auto").str().c_str());
    });
}

}  // namespace nounscope
