// The clusters at the left: look for one, sort them, choose one.
#pragma once

#include <QWidget>

class QComboBox;
class QLineEdit;
class QListView;
class QPushButton;
class QSortFilterProxyModel;

namespace nounscope {

class ClusterModel;
class Selection;
class Thumbnails;

class ClusterList : public QWidget {
    Q_OBJECT
public:
    ClusterList(ClusterModel& model, Thumbnails& thumbnails, Selection& selection, QWidget* parent = nullptr);

    void setCounts(qint64 pictures, qint64 failed);

Q_SIGNALS:
    void problemsRequested();

private:
    void choose(int cluster);

    QSortFilterProxyModel* m_sorted;
    QListView* m_view;
    QLineEdit* m_find;
    QComboBox* m_sort;
    QPushButton* m_all;
    QPushButton* m_failed;
};

}  // namespace nounscope
