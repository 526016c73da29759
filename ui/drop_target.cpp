#include "ui/drop_target.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

#include "ui/theme.h"

namespace nounscope {

Dropped judgeDrop(const QMimeData& data) {
    const QList<QUrl> urls = data.urls();
    if (urls.isEmpty()) return {};  // text, a colour: nothing that concerns this program
    if (urls.size() > 1) return {{}, DropTarget::tr("One folder at a time, please.")};
    if (!urls.first().isLocalFile())
        return {{},
                DropTarget::tr("Only folders on this computer can be opened. Download the pictures first.")};
    const QFileInfo dropped(urls.first().toLocalFile());
    if (!dropped.exists()) return {{}, DropTarget::tr("%1 is not there.").arg(dropped.filePath())};
    const QString folder = dropped.isDir() ? dropped.absoluteFilePath() : dropped.absolutePath();
    const QString name = QFileInfo(folder).fileName();
    return {folder, dropped.isDir() ? DropTarget::tr("Drop to open the folder %1").arg(name)
                                    : DropTarget::tr("Drop to open the folder of this file, %1").arg(name)};
}

DropTarget::DropTarget(QWidget& window) : QObject(&window), m_window(window), m_sign(new QLabel(&window)) {
    m_sign->setAlignment(Qt::AlignCenter);
    m_sign->setWordWrap(true);
    m_sign->setMargin(24);
    m_sign->setAutoFillBackground(true);
    m_sign->setFrameShape(QFrame::Box);
    m_sign->setTextFormat(Qt::PlainText);
    QFont large = m_sign->font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    m_sign->setFont(large);
    m_sign->hide();
    window.setAcceptDrops(true);
    window.installEventFilter(this);
}

void DropTarget::show(const Dropped& dropped) {
    m_sign->setText(dropped.message);
    QPalette palette = m_window.palette();
    palette.setColor(QPalette::WindowText,
                     dropped.folder.isEmpty() ? quietColor(palette) : accentColor(palette));
    m_sign->setPalette(palette);
    m_sign->setGeometry(m_window.rect().adjusted(40, 80, -40, -80));
    m_sign->raise();
    m_sign->show();
}

bool DropTarget::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::DragEnter: {
            auto& drag = static_cast<QDragEnterEvent&>(*event);
            if (drag.source()) return false;  // the gallery's own pictures on their way out
            const Dropped dropped = judgeDrop(*drag.mimeData());
            if (dropped.message.isEmpty()) return false;
            show(dropped);
            drag.acceptProposedAction();  // so that the reason stays to be read
            return true;
        }
        case QEvent::DragLeave:
            m_sign->hide();
            return false;
        case QEvent::Drop: {
            m_sign->hide();
            auto& drop = static_cast<QDropEvent&>(*event);
            const Dropped dropped = judgeDrop(*drop.mimeData());
            if (dropped.folder.isEmpty()) return false;
            drop.acceptProposedAction();
            Q_EMIT folderDropped(dropped.folder);
            return true;
        }
        default:
            return QObject::eventFilter(watched, event);
    }
}

}  // namespace nounscope
