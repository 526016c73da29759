// The clusters at the left: look for one, sort them, choose one.
#pragma once

#include <QWidget>

class QComboBox;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace nounscope {

class ClusterModel;
class Thumbnails;

class ClusterList : public QWidget {
    Q_OBJECT
public:
    ClusterList(ClusterModel& model, Thumbnails& thumbnails, QWidget* parent = nullptr);

    void choose(int cluster);

Q_SIGNALS:
    void clusterChosen(int cluster);

private:
    QSortFilterProxyModel* m_sorted;
    QListView* m_view;
    QLineEdit* m_find;
    QComboBox* m_sort;
};

}  // namespace nounscope
