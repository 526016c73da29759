// The line at the window's foot: what is going on, how far it is, how to stop it; and what computes.
#pragma once

#include <QWidget>

#include "core/model/progress.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace nounscope {

class RunBar : public QWidget {
    Q_OBJECT
public:
    explicit RunBar(QWidget* parent = nullptr);

    void showProgress(const Progress& progress);
    void showIdle(const QString& message);  // nothing runs
    void showFailure(const QString& message);
    void setFacts(const QString& facts, const QString& tip);  // device, model

Q_SIGNALS:
    void cancelRequested();

private:
    void setRunning(bool running);

    QLabel* m_text;
    QProgressBar* m_bar;
    QPushButton* m_cancel;
    QLabel* m_facts;
};

}  // namespace nounscope
