// The desktop's file manager, asked to show files.
#pragma once

#include <QStringList>

namespace nounscope {

// Opens their folder with the files chosen (org.freedesktop.FileManager1), or where no file manager answers to that,
// the first one's folder. Returns at once.
void showInFileManager(const QStringList& files);

}  // namespace nounscope
