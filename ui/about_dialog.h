// What this program is, what it runs on, and under which licences: for curiosity and for bug reports.
#pragma once

#include <QDialog>
#include <QList>
#include <QPair>

namespace nounscope {

struct AboutFacts {
    QList<QPair<QString, QString>> lines;  // "Qt", "6.4.2"
    QString warning;                       // what makes the program slow here, and the cure; empty: nothing
};

class AboutDialog : public QDialog {
    Q_OBJECT
public:
    explicit AboutDialog(const AboutFacts& facts, QWidget* parent = nullptr);

    QString plainText() const { return m_plainText; }  // what Copy copies

private:
    QString m_plainText;
};

}  // namespace nounscope
