// Clusters and pictures while they are dragged within the program: their numbers, beside what other programs understand.
#pragma once

#include <QDataStream>
#include <QIODevice>
#include <QMimeData>
#include <QString>
#include <vector>

namespace nounscope {

inline const QString draggedClusters = QStringLiteral("application/x-nounscope-clusters");
inline const QString draggedPictures = QStringLiteral("application/x-nounscope-pictures");

inline void putNumbers(QMimeData& data, const QString& format, const std::vector<int>& numbers) {
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    for (const int number : numbers) stream << number;
    data.setData(format, bytes);
}

// None where there is nothing of that format.
inline std::vector<int> takeNumbers(const QMimeData& data, const QString& format) {
    std::vector<int> numbers;
    const QByteArray bytes = data.data(format);
    QDataStream stream(bytes);
    for (int number = 0; !stream.atEnd();) {
        stream >> number;
        if (stream.status() != QDataStream::Ok) return {};
        numbers.push_back(number);
    }
    return numbers;
}

}  // namespace nounscope
