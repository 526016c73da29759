// Which nouns pictures are described by: everyday ones, all of WordNet's, a file's, or typed in. Reads no file; what
// a source holds is asked for by a signal and shown when it comes.
#pragma once

#include <QDialog>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QRadioButton;
class QTimer;

namespace nounscope {

enum class NounOrigin { Everyday, WordNet, File, Typed };

struct NounWanted {
    NounOrigin origin = NounOrigin::Everyday;
    QString file;   // of NounOrigin::File
    QString typed;  // of NounOrigin::Typed: one noun a line

    bool operator==(const NounWanted& other) const {
        return origin == other.origin && file == other.file && typed == other.typed;
    }
};

struct NounPreview {
    qint64 count = 0;
    qint64 repeated = 0;
    QStringList first;  // as many as a person looks through
    QString problem;    // why there are none
};

class NounsDialog : public QDialog {
    Q_OBJECT
public:
    explicit NounsDialog(const NounWanted& wanted, QWidget* parent = nullptr);

    // slow: with this model every new noun takes a moment, so that a long list is told to take long.
    void setSlow(bool slow);

    NounWanted wanted() const;
    void showPreview(const NounWanted& of,
                     const NounPreview& preview);  // ignored when it is not wanted any more

Q_SIGNALS:
    void previewWanted(const nounscope::NounWanted& wanted);
    void nounsChosen(const nounscope::NounWanted& wanted);

private:
    QRadioButton* addChoice(NounOrigin origin, const QString& text);
    void askForFile();
    void ask();

    QButtonGroup* m_origins;
    QLineEdit* m_file;
    QPushButton* m_browse;
    QPlainTextEdit* m_typed;
    QLabel* m_count;
    QLabel* m_slowNote;
    QListWidget* m_first;
    QPushButton* m_use;
    QTimer* m_rest;
    bool m_slow = false;
};

}  // namespace nounscope
