// What a person should know and may close: one line each above the pictures, each with at most one way on.
#pragma once

#include <QMap>
#include <QWidget>
#include <functional>

class QVBoxLayout;

namespace nounscope {

enum class NoticeLevel { Fact, Warning };

class NoticeBar : public QWidget {
    Q_OBJECT
public:
    explicit NoticeBar(QWidget* parent = nullptr);

    // One notice a `topic`: a newer one takes the place of the older. Without a button where `button` is empty.
    void show(const QString& topic, NoticeLevel level, const QString& text, const QString& button = {},
              std::function<void()> pressed = {});
    void close(const QString& topic);
    void clear();

    QStringList texts() const;  // as shown, for tests and bug reports

Q_SIGNALS:
    void closed(const QString& topic);  // by the person

private:
    QVBoxLayout* m_rows;
    QMap<QString, QWidget*> m_notices;
};

}  // namespace nounscope
