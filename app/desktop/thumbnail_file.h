// One picture's thumbnail, from the desktop's shared cache or from the picture itself.
#pragma once

#include <QImage>
#include <QString>
#include <filesystem>

namespace nounscope {

inline constexpr int thumbnailPixels = 256;  // longest side: the specification's "large"

// Reads cacheFolder/large/MD5(URI).png where it is as old as the picture; else decodes the picture as core does,
// upright, and writes it there, readable by the owner alone. Null where the picture cannot be read. Thread-safe.
QImage loadThumbnail(const std::filesystem::path& file, const QString& cacheFolder);

}  // namespace nounscope
