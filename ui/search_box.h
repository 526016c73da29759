// Find pictures by words: what is typed becomes the selection's phrase once the typing rests.
#pragma once

#include <QLineEdit>

namespace nounscope {

class Selection;

class SearchBox : public QLineEdit {
    Q_OBJECT
public:
    explicit SearchBox(Selection& selection, QWidget* parent = nullptr);
};

}  // namespace nounscope
