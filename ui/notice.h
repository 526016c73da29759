// What stands where something will stand: one sentence, and one button that helps.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace nounscope {

class Notice : public QWidget {
    Q_OBJECT
public:
    explicit Notice(QWidget* parent = nullptr);

    // An empty button text: no button.
    void say(const QString& sentence, const QString& button = {});
    QString sentence() const;

Q_SIGNALS:
    void answered();

private:
    QLabel* m_sentence;
    QPushButton* m_button;
};

}  // namespace nounscope
