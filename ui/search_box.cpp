#include "ui/search_box.h"

#include <QAction>
#include <QTimer>

#include "ui/selection.h"

namespace nounscope {

namespace {

constexpr int restMs = 400;

}  // namespace

SearchBox::SearchBox(Selection& selection, QWidget* parent) : QLineEdit(parent) {
    setPlaceholderText(tr("Find pictures by text"));
    setAccessibleName(placeholderText());
    setToolTip(tr("Any words: the pictures nearest to them come first (Ctrl+F)"));
    setClearButtonEnabled(true);
    setMinimumWidth(160);
    setMaximumWidth(360);
    setEnabled(false);

    auto* find = new QAction(tr("Find pictures by text"), this);
    find->setShortcut(QKeySequence::Find);
    connect(find, &QAction::triggered, this, [this] {
        setFocus(Qt::ShortcutFocusReason);
        selectAll();
    });
    addAction(find);

    auto* rest = new QTimer(this);
    rest->setSingleShot(true);
    rest->setInterval(restMs);
    connect(this, &QLineEdit::textEdited, rest, qOverload<>(&QTimer::start));
    connect(rest, &QTimer::timeout, this, [this, &selection] { selection.setPhrase(text().simplified()); });
    connect(this, &QLineEdit::returnPressed, this, [this, rest, &selection] {
        rest->stop();
        selection.setPhrase(text().simplified());
    });
    connect(&selection, &Selection::phraseChanged, this, [this, rest](const QString& phrase) {
        rest->stop();
        if (phrase != text().simplified()) setText(phrase);
    });
}

}  // namespace nounscope
