// Takes a folder dropped on the window, and says while it hovers what will become of it.
#pragma once

#include <QObject>
#include <QString>

class QLabel;
class QMimeData;
class QWidget;

namespace nounscope {

struct Dropped {
    QString folder;   // to open; empty: nothing can be opened
    QString message;  // what will be opened, or why not
};

// A folder is opened itself, a file opens the folder that it is in.
Dropped judgeDrop(const QMimeData& data);

class DropTarget : public QObject {
    Q_OBJECT
public:
    explicit DropTarget(QWidget& window);

Q_SIGNALS:
    void folderDropped(const QString& folder);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void show(const Dropped& dropped);

    QWidget& m_window;
    QLabel* m_sign;
};

}  // namespace nounscope
