// The line at the window's foot: what is going on, how far it is, how to stop it; and what computes.
#pragma once

#include <QWidget>

#include "core/model/progress.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace nounscope {

class RunBar : public QWidget {
    Q_OBJECT
public:
    explicit RunBar(QWidget* parent = nullptr);

    void showProgress(const Progress& progress);
    void showIdle(const QString& message);                    // nothing runs
    void setFacts(const QString& facts, const QString& tip);  // model, precision, device

    // As if Cancel had been pressed; false where nothing can be stopped.
    bool cancel();

Q_SIGNALS:
    void cancelRequested();
    void factsClicked();

private:
    void setRunning(bool running);

    std::string m_stage;
    QLabel* m_text;
    QProgressBar* m_bar;
    QPushButton* m_cancel;
    QToolButton* m_facts;
};

}  // namespace nounscope
