// What stands in the window before there are pictures: what this program does, and three ways to begin.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace nounscope {

class StartPage : public QWidget {
    Q_OBJECT
public:
    explicit StartPage(QWidget* parent = nullptr);

    void setRecent(const QStringList& folders);
    void setDemo(bool available);

Q_SIGNALS:
    void openRequested();
    void demoRequested();
    void folderChosen(const QString& folder);

private:
    QVBoxLayout* m_recent;
    QLabel* m_recentTitle;
    QPushButton* m_demo;
};

}  // namespace nounscope
