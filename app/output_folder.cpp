#include "app/output_folder.h"

#include <unistd.h>

#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

void checkOutputFolder(const fs::path& out, const std::vector<std::string>& imageFolders) {
    std::error_code ignored;
    fs::path existing = fs::weakly_canonical(fs::absolute(out), ignored);
    while (!existing.empty() && !fs::exists(existing, ignored)) existing = existing.parent_path();

    for (const std::string& images : imageFolders)
        for (fs::path above = existing;; above = above.parent_path()) {
            // Compares the folders themselves, so that no spelling of the path hides one.
            if (fs::equivalent(above, images, ignored))
                throw Error(ErrorKind::Usage,
                            out.string() + " lies inside the image folder " + images +
                                ", where results could mix with your pictures; choose a folder outside it");
            if (above == above.parent_path()) break;
        }

    if (!fs::is_directory(existing, ignored))
        throw Error(ErrorKind::Io, out.string() + ": " + existing.string() + " is no folder");
    if (access(existing.c_str(), W_OK | X_OK) != 0)
        throw Error(ErrorKind::Io, out.string() + ": no permission to write in " + existing.string());
}

void createOutputFolder(const fs::path& out) {
    std::error_code failure;
    fs::create_directories(out, failure);
    if (failure) throw Error(ErrorKind::Io, out.string() + " cannot be created: " + failure.message());
}

void requireExtension(const fs::path& file, const char* extension) {
    if (file.extension() == extension) return;
    throw Error(ErrorKind::Usage, file.string() + ": give a file name that ends in " + extension);
}

}  // namespace nounscope
