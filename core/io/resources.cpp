#include "core/io/resources.h"

#include <cstdlib>
#include <vector>

#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

fs::path findResource(const std::string& name) {
    std::vector<fs::path> folders;
    if (const char* chosen = std::getenv("NOUNSCOPE_RESOURCES")) folders.emplace_back(chosen);
    std::error_code ignored;
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
    if (!program.empty()) folders.push_back(program.parent_path().parent_path() / "share" / "nounscope");
    folders.emplace_back(NOUNSCOPE_SOURCE_RESOURCES);

    std::string looked;
    for (const fs::path& folder : folders) {
        if (fs::exists(folder / name, ignored)) return folder / name;
        looked += (looked.empty() ? "" : ", ") + folder.string();
    }
    throw Error(ErrorKind::BadInput, "The program's own file " + name + " is missing (looked in " + looked +
                                         "). Reinstall NounScope, or set NOUNSCOPE_RESOURCES to its resources folder.");
}

}  // namespace nounscope
