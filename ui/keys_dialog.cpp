#include "ui/keys_dialog.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QMainWindow>
#include <QScrollArea>
#include <QSet>
#include <algorithm>

namespace nounscope {

namespace {

QString placeOf(const QAction& action) {
    if (action.shortcutContext() == Qt::WindowShortcut || action.shortcutContext() == Qt::ApplicationShortcut)
        return {};
    for (const QObject* owner = action.parent(); owner; owner = owner->parent()) {
        const auto* widget = qobject_cast<const QWidget*>(owner);
        if (widget && !widget->accessibleName().isEmpty()) return widget->accessibleName();
    }
    return {};
}

QString keysText(const QAction& action) {
    QStringList keys;
    for (const QKeySequence& key : action.shortcuts()) keys += key.toString(QKeySequence::NativeText);
    keys.removeAll(QString());
    return keys.join(QStringLiteral(", "));
}

}  // namespace

QList<KeyEntry> keysOf(const QWidget& window) {
    QList<KeyEntry> entries;
    QSet<QString> known;
    for (const QAction* action : window.findChildren<QAction*>()) {
        KeyEntry entry{placeOf(*action), keysText(*action),
                       action->whatsThis().isEmpty() ? action->text() : action->whatsThis()};
        entry.text.remove('&')
            .remove(QStringLiteral("…"))
            .remove(QStringLiteral(" ▾"))
            .remove(QStringLiteral(" ▸"));
        if (entry.keys.isEmpty() || entry.text.isEmpty()) continue;
        const QString name = entry.place + '\n' + entry.keys + '\n' + entry.text;
        if (known.contains(name)) continue;
        known.insert(name);
        entries.append(entry);
    }
    std::stable_sort(entries.begin(), entries.end(), [](const KeyEntry& a, const KeyEntry& b) {
        return a.place.localeAwareCompare(b.place) < 0;
    });
    return entries;
}

KeysDialog::KeysDialog(const QList<KeyEntry>& keys, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Keys"));
    auto* list = new QWidget;
    auto* grid = new QGridLayout(list);
    grid->setHorizontalSpacing(24);
    grid->setColumnStretch(1, 1);
    QFont strong = font();
    strong.setBold(true);
    QString place;
    for (const KeyEntry& entry : keys) {
        if (entry.place != place) {
            auto* heading = new QLabel(entry.place);
            heading->setFont(strong);
            grid->setRowMinimumHeight(grid->rowCount(), 2 * fontMetrics().height());
            grid->addWidget(heading, grid->rowCount() - 1, 0, 1, 2, Qt::AlignBottom);
            place = entry.place;
        }
        const int row = grid->rowCount();
        auto* key = new QLabel(entry.keys);
        key->setFont(strong);
        grid->addWidget(key, row, 0);
        auto* text = new QLabel(entry.text);
        text->setTextFormat(Qt::PlainText);
        grid->addWidget(text, row, 1);
    }
    const int row = grid->rowCount();
    auto* everywhere =
        new QLabel(tr("Tab goes from control to control, arrows move within one, Enter opens, Space marks."));
    everywhere->setWordWrap(true);
    everywhere->setForegroundRole(QPalette::PlaceholderText);
    grid->addWidget(everywhere, row, 0, 1, 2);
    grid->setRowStretch(row + 1, 1);
    auto* area = new QScrollArea;
    area->setWidget(list);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setAccessibleName(tr("Keys"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(area, 1);
    layout->addWidget(buttons);
    resize(520, std::min(640, list->sizeHint().height() + 80));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

}  // namespace nounscope
