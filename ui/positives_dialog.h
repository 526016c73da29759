// Where a person says which nouns fit the pictures, so that the filters can be judged by them.
#pragma once

#include <QDialog>

#include "core/model/known_positives.h"

class QPlainTextEdit;
class QPushButton;

namespace nounscope {

class WrappedLabel;

class PositivesDialog : public QDialog {
    Q_OBJECT
public:
    explicit PositivesDialog(QWidget* parent = nullptr);

    // What came of the last request: the names, how many are nouns of the run, and which are not.
    void showFound(const KnownPositives& found);

Q_SIGNALS:
    void positivesWanted(const nounscope::PositivesRequest& request);

private:
    void useTyped();
    void askForFile();

    QPlainTextEdit* m_names;
    WrappedLabel* m_found;
};

}  // namespace nounscope
