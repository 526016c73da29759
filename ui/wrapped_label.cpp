#include "ui/wrapped_label.h"

#include <QResizeEvent>

namespace nounscope {

WrappedLabel::WrappedLabel(QWidget* parent) : QLabel(parent) {
    setWordWrap(true);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
}

void WrappedLabel::setText(const QString& text) {
    QLabel::setText(text);
    fit();
}

void WrappedLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) fit();
}

void WrappedLabel::fit() {
    setMinimumHeight(text().isEmpty() ? 0 : heightForWidth(width()));
}

}  // namespace nounscope
