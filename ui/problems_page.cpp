#include "ui/problems_page.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace nounscope {

ProblemsPage::ProblemsPage(QWidget* parent)
    : QWidget(parent),
      m_empty(new QLabel(tr("Every picture could be read."))),
      m_table(new QTableWidget(0, 2)),
      m_retry(new QPushButton(tr("&Try them again"))) {
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_table->setHorizontalHeaderLabels({tr("picture"), tr("why it could not be used")});
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Interactive);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnWidth(0, 320);
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAccessibleName(tr("Pictures that could not be used"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_retry, 0, Qt::AlignLeft);
    connect(m_retry, &QPushButton::clicked, this, &ProblemsPage::retryRequested);
    showItems({});
}

int ProblemsPage::count() const {
    return m_table->rowCount();
}

void ProblemsPage::showItems(const ImageItems& items) {
    m_table->setRowCount(0);
    for (const ImageItem& item : items) {
        if (item.error.empty()) continue;
        const int row = m_table->rowCount();
        m_table->insertRow(row);
        m_table->setItem(row, 0, new QTableWidgetItem(QString::fromStdString(item.path)));
        m_table->setItem(row, 1, new QTableWidgetItem(QString::fromStdString(item.error)));
    }
    const bool any = m_table->rowCount() > 0;
    m_table->setVisible(any);
    m_retry->setVisible(any);
    m_empty->setVisible(!any);
}

}  // namespace nounscope
