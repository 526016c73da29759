// One picture's thumbnail, from the desktop's shared cache or from the picture itself.
#pragma once

#include <QImage>
#include <QString>
#include <filesystem>

namespace nounscope {

inline constexpr int thumbnailPixels = 256;  // longest side: the specification's "large"

// Where freedesktop.org's thumbnail specification puts it: cacheFolder/large/MD5(URI).png.
QString thumbnailPath(const std::filesystem::path& file, const QString& cacheFolder);

// Reads thumbnailPath where it is there and was made of the file as it is now; else decodes the picture, upright,
// and writes it there, readable by the owner alone. An empty cacheFolder: keeps nothing. Null where the picture
// cannot be read. The picture itself is only ever read. Thread-safe.
QImage loadThumbnail(const std::filesystem::path& file, const QString& cacheFolder);

}  // namespace nounscope
