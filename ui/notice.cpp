#include "ui/notice.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace nounscope {

Notice::Notice(QWidget* parent) : QWidget(parent), m_sentence(new QLabel), m_button(new QPushButton) {
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setForegroundRole(QPalette::PlaceholderText);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(16);
    layout->addStretch();
    layout->addWidget(m_sentence);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch();
    connect(m_button, &QPushButton::clicked, this, &Notice::answered);
}

void Notice::say(const QString& sentence, const QString& button) {
    m_sentence->setText(sentence);
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
}

QString Notice::sentence() const {
    return m_sentence->text();
}

}  // namespace nounscope
