#include "ui/notice_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace nounscope {

namespace {

const QString textName = "noticeText";

}  // namespace

NoticeBar::NoticeBar(QWidget* parent) : QWidget(parent), m_rows(new QVBoxLayout(this)) {
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(1);
    setAccessibleName(tr("Notices"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    hide();
}

void NoticeBar::show(const QString& topic, NoticeLevel level, const QString& text, const QString& button,
                     std::function<void()> pressed) {
    close(topic);
    auto* notice = new QWidget;
    notice->setAutoFillBackground(true);
    notice->setBackgroundRole(QPalette::Button);
    auto* row = new QHBoxLayout(notice);
    row->setContentsMargins(12, 4, 4, 4);
    row->setSpacing(12);
    auto* sign = new QLabel(level == NoticeLevel::Warning ? QStringLiteral("⚠") : QStringLiteral("ℹ"));
    sign->setAccessibleName(level == NoticeLevel::Warning ? tr("Warning") : tr("Note"));
    auto* label = new QLabel(text);
    label->setObjectName(textName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setMinimumWidth(1);
    row->addWidget(sign, 0, Qt::AlignVCenter);
    row->addWidget(label, 1);
    if (!button.isEmpty()) {
        auto* way = new QPushButton(button);
        connect(way, &QPushButton::clicked, this, std::move(pressed));
        row->addWidget(way, 0, Qt::AlignVCenter);
    }
    auto* away = new QToolButton;
    away->setText(QStringLiteral("✕"));
    away->setAutoRaise(true);
    away->setToolTip(tr("Close this note"));
    away->setAccessibleName(away->toolTip());
    connect(away, &QToolButton::clicked, this, [this, topic] {
        close(topic);
        Q_EMIT closed(topic);
    });
    row->addWidget(away, 0, Qt::AlignVCenter);
    m_rows->addWidget(notice);
    m_notices.insert(topic, notice);
    QWidget::show();
}

void NoticeBar::close(const QString& topic) {
    if (QWidget* notice = m_notices.take(topic)) {
        notice->hide();
        notice->deleteLater();
    }
    setVisible(!m_notices.isEmpty());
}

void NoticeBar::clear() {
    for (const QString& topic : m_notices.keys()) close(topic);
}

QStringList NoticeBar::texts() const {
    QStringList texts;
    for (const QWidget* notice : m_notices) texts += notice->findChild<QLabel*>(textName)->text();
    return texts;
}

}  // namespace nounscope
