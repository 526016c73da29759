// Sessions on disk: `.nounscope` files, JSON that other programs can read too.
#pragma once

#include <filesystem>

#include "core/io/session.h"

namespace nounscope {

// Whole or not at all: until it is done the file is what it was. Folders are written relative to the file and absolute. Throws
// Error(Io) naming the file.
void saveSession(const std::filesystem::path& file, const Session& session);

// A folder of pictures is looked for beside the file as it lay when it was saved, then where it was; of two that are there the
// one with more of the pictures is taken. The file is not trusted: one that is damaged, of a newer version, or whose
// pictures' paths lead out of their folder ("..", absolute, or no picture by their name) is refused with Error(BadInput)
// that names it. No picture is opened.
Session openSession(const std::filesystem::path& file);

}  // namespace nounscope
