// Where the picture view gets whole pictures and their files' facts from.
#pragma once

#include <QDateTime>
#include <QImage>
#include <QObject>
#include <QString>
#include <memory>

namespace nounscope {

struct WholePicture {
    int picture = -1;
    QImage image;    // upright; null where it could not be read
    QImage reduced;  // the same for a screen, where that is fewer pixels
    QString reason;  // why not
    QString format;  // "JPEG", ...
    qint64 bytes = -1;
    QDateTime changed;
};

class Pictures : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    // Returns at once; ready() brings it. Only the newest request is sure to be answered.
    virtual void request(int picture) = 0;

Q_SIGNALS:
    void ready(std::shared_ptr<const nounscope::WholePicture> picture);
};

}  // namespace nounscope
