// The pictures that could not be used, each with its reason.
#pragma once

#include <QWidget>
#include <memory>

#include "core/model/image_item.h"

class QLabel;
class QPushButton;
class QTableWidget;

namespace nounscope {

class ProblemsPage : public QWidget {
    Q_OBJECT
public:
    explicit ProblemsPage(QWidget* parent = nullptr);

    void showItems(const ImageItems& items);
    int count() const;

Q_SIGNALS:
    void retryRequested();

private:
    QLabel* m_empty;
    QTableWidget* m_table;
    QPushButton* m_retry;
};

}  // namespace nounscope
