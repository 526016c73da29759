#include "ui/start_page.h"

#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme.h"

namespace nounscope {

namespace {

constexpr int shownRecent = 5;

}  // namespace

StartPage::StartPage(QWidget* parent)
    : QWidget(parent),
      m_recent(new QVBoxLayout),
      m_recentTitle(new QLabel(tr("Recent folders"))),
      m_demo(new QPushButton(tr("Try the &demo pictures"))) {
    auto* title = new QLabel(tr("What is in these pictures?"));
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.8);
    title->setFont(large);
    title->setAlignment(Qt::AlignCenter);
    auto* what = new QLabel(tr(
        "Drop a folder of pictures here. NounScope finds the nouns that describe them, groups the pictures "
        "with their help, and names the groups."));
    what->setWordWrap(true);
    what->setAlignment(Qt::AlignCenter);
    auto* open = new QPushButton(tr("&Open a folder…"));
    open->setDefault(true);
    auto* calm =
        new QLabel(tr("Your pictures are only read, never changed, and nothing leaves this computer."));
    calm->setFont(smallFont(font()));
    calm->setForegroundRole(QPalette::PlaceholderText);
    calm->setWordWrap(true);
    calm->setAlignment(Qt::AlignCenter);
    m_recentTitle->setForegroundRole(QPalette::PlaceholderText);
    m_recentTitle->setAlignment(Qt::AlignCenter);
    m_recentTitle->hide();
    m_recent->setSpacing(0);

    auto* column = new QVBoxLayout;
    column->setSpacing(16);
    column->addWidget(title);
    column->addWidget(what);
    column->addWidget(open, 0, Qt::AlignHCenter);
    column->addWidget(m_demo, 0, Qt::AlignHCenter);
    column->addWidget(m_recentTitle);
    column->addLayout(m_recent);
    column->addWidget(calm);
    auto* middle = new QWidget;
    middle->setFixedWidth(480);
    middle->setLayout(column);
    auto* layout = new QVBoxLayout(this);
    layout->addStretch(1);
    auto* row = new QHBoxLayout;  // an alignment instead would take away what wrapped text needs of height
    row->addStretch(1);
    row->addWidget(middle);
    row->addStretch(1);
    layout->addLayout(row);
    layout->addStretch(2);

    connect(open, &QPushButton::clicked, this, &StartPage::openRequested);
    connect(m_demo, &QPushButton::clicked, this, &StartPage::demoRequested);
}

void StartPage::setDemo(bool available) {
    m_demo->setVisible(available);
}

void StartPage::setRecent(const QStringList& folders) {
    while (QLayoutItem* item = m_recent->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const QString& folder : folders.mid(0, shownRecent)) {
        auto* link = new QPushButton(QDir::toNativeSeparators(folder));
        link->setFlat(true);
        m_recent->addWidget(link, 0, Qt::AlignHCenter);
        connect(link, &QPushButton::clicked, this, [this, folder] { Q_EMIT folderChosen(folder); });
    }
    m_recentTitle->setVisible(!folders.isEmpty());
}

}  // namespace nounscope
