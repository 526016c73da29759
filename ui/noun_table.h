// The noun table with its search line; pins and bans are set here.
#pragma once

#include <QWidget>

#include "ui/noun_table_model.h"

class QCheckBox;
class QLineEdit;
class QTableView;

namespace nounscope {

class NounTable : public QWidget {
    Q_OBJECT
public:
    explicit NounTable(NounTableModel& model, QWidget* parent = nullptr);

    void choose(qint64 noun);

Q_SIGNALS:
    void nounChosen(qint64 noun);  // -1: none

private:
    void search();
    void setWish(NounWish wish);
    void menu(const QPoint& position);

    NounTableModel& m_model;
    QTableView* m_view;
    QLineEdit* m_find;
    QCheckBox* m_keptOnly;
};

}  // namespace nounscope
