// The pictures that could not be used, each with its reason.
#pragma once

#include <QWidget>
#include <memory>

#include "ui/problem_model.h"

class QPushButton;
class QTableView;

namespace nounscope {

class Notice;

class ProblemsPage : public QWidget {
    Q_OBJECT
public:
    explicit ProblemsPage(QWidget* parent = nullptr);

    void showItems(std::shared_ptr<const ImageItems> items);
    int count() const { return m_model.rowCount(); }

Q_SIGNALS:
    void retryRequested();
    void showInFolderRequested(const QStringList& files);

private:
    void addActions();
    QStringList chosen(int column, int role) const;

    ProblemModel m_model;
    Notice* m_empty;
    QTableView* m_table;
    QPushButton* m_retry;
};

}  // namespace nounscope
