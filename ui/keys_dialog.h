// The keys that a window obeys, as its own actions tell them: a list that cannot be out of date.
#pragma once

#include <QDialog>
#include <QList>

namespace nounscope {

struct KeyEntry {
    QString place;  // the panel it works in; empty: everywhere
    QString keys;   // "Ctrl+O"
    QString text;   // "Open folder"
};

// Every action below the window that has a key, each once, those that work everywhere first. Named by what whatsThis
// says, where an action's text tells a state.
QList<KeyEntry> keysOf(const QWidget& window);

class KeysDialog : public QDialog {
    Q_OBJECT
public:
    explicit KeysDialog(const QList<KeyEntry>& keys, QWidget* parent = nullptr);
};

}  // namespace nounscope
