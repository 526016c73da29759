#include "ui/run_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

#include "ui/format.h"

namespace nounscope {

namespace {

constexpr int barSteps = 1000;

}  // namespace

RunBar::RunBar(QWidget* parent)
    : QWidget(parent),
      m_text(new QLabel),
      m_bar(new QProgressBar),
      m_cancel(new QPushButton(tr("Cancel"))),
      m_facts(new QToolButton) {
    m_text->setTextFormat(Qt::PlainText);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_text->setAccessibleName(tr("What is going on"));
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(160, 8);
    m_bar->setAccessibleName(tr("Progress"));
    m_cancel->setToolTip(tr("Stop; what is done is kept (Esc)"));
    m_facts->setAutoRaise(true);
    m_facts->setAccessibleName(tr("Model, precision and device"));

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(12);
    layout->addWidget(m_bar);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_cancel);
    layout->addWidget(m_facts);
    setFixedHeight(m_cancel->sizeHint().height() + 8);  // nothing jumps when the button comes and goes
    connect(m_facts, &QToolButton::clicked, this, &RunBar::factsClicked);
    connect(m_cancel, &QPushButton::clicked, this, &RunBar::cancel);
    setRunning(false);
}

void RunBar::setRunning(bool running) {
    m_bar->setVisible(running);
    m_cancel->setVisible(running);
    if (!running) m_cancel->setEnabled(true);
}

bool RunBar::cancel() {
    if (m_cancel->isHidden() || !m_cancel->isEnabled()) return false;
    m_cancel->setEnabled(false);
    m_text->setText(tr("Stopping …"));
    Q_EMIT cancelRequested();
    return true;
}

void RunBar::showProgress(const Progress& progress) {
    const bool sameStage = m_stage == progress.stage;
    m_stage = progress.stage;
    setRunning(true);
    if (!sameStage) m_cancel->setEnabled(true);
    if (!m_cancel->isEnabled()) return;  // what was under way when it was told to stop
    m_text->setText(progressText(progress));
    m_bar->setRange(0, progress.total > 0 ? barSteps : 0);
    if (progress.total > 0) m_bar->setValue(static_cast<int>(barSteps * progress.done / progress.total));
}

void RunBar::showIdle(const QString& message) {
    setRunning(false);
    m_text->setText(message);
}

void RunBar::setFacts(const QString& facts, const QString& tip) {
    m_facts->setText(facts);
    m_facts->setToolTip(tip);
}

}  // namespace nounscope
