// Which nouns runs use: what a person chose, remembered, and the dialog to choose in.
#pragma once

#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <string>

#include "ui/nouns_dialog.h"

namespace nounscope {

class NounChoice : public QObject {
    Q_OBJECT
public:
    explicit NounChoice(QObject* parent = nullptr);
    ~NounChoice() override;

    // See loadNouns. Nouns that were typed in are a file of the program's own, so that the command line can be given
    // them too.
    std::string source() const;

    QString name() const;  // "everyday", "WordNet", a file's name, "typed in"

    // Opens the dialog, or brings it to the front. slow: see NounsDialog::setSlow.
    void ask(QWidget* window, bool slow);

Q_SIGNALS:
    void changed();  // the person chose

private:
    void preview(const NounWanted& wanted);
    void choose(const NounWanted& wanted);

    NounWanted m_wanted;
    QPointer<NounsDialog> m_dialog;
    QThreadPool m_reader;
};

}  // namespace nounscope
