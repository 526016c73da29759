#include "app/desktop/file_manager.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDesktopServices>
#include <QFileInfo>
#include <QUrl>

namespace nounscope {

void showInFileManager(const QStringList& files) {
    if (files.isEmpty()) return;
    const QString name = "org.freedesktop.FileManager1";
    QStringList uris;
    for (const QString& file : files) uris += QUrl::fromLocalFile(file).toString(QUrl::FullyEncoded);
    QDBusMessage call =
        QDBusMessage::createMethodCall(name, "/org/freedesktop/FileManager1", name, "ShowItems");
    call << uris << QString();
    auto* answer = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call));
    QObject::connect(answer, &QDBusPendingCallWatcher::finished,
                     [folder = QFileInfo(files.first()).absolutePath()](QDBusPendingCallWatcher* done) {
                         if (done->isError()) QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
                         done->deleteLater();
                     });
}

}  // namespace nounscope
