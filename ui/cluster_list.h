// The clusters at the left: look for one, sort them, choose one.
#pragma once

#include <QWidget>

class QComboBox;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace nounscope {

class ClusterModel;
class Selection;
class Thumbnails;

class ClusterList : public QWidget {
    Q_OBJECT
public:
    ClusterList(ClusterModel& model, Thumbnails& thumbnails, Selection& selection, QWidget* parent = nullptr);

private:
    void choose(int cluster);

    QSortFilterProxyModel* m_sorted;
    QListView* m_view;
    QLineEdit* m_find;
    QComboBox* m_sort;
};

}  // namespace nounscope
