#include "ui/positives_dialog.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/format.h"
#include "ui/wrapped_label.h"

namespace nounscope {

namespace {

constexpr int mostNamed = 12;  // names shown of those that are no nouns

}  // namespace

PositivesDialog::PositivesDialog(QWidget* parent)
    : QDialog(parent), m_names(new QPlainTextEdit), m_found(new WrappedLabel) {
    setWindowTitle(tr("Known positives"));
    resize(420, 400);
    auto* what = new WrappedLabel;
    what->setText(
        tr("Nouns that surely fit these pictures, one a line. A good filter scores them better than all "
           "others; how "
           "much better is shown under Separability."));
    m_names->setPlaceholderText(tr("owl\nfire truck\napple"));
    m_names->setAccessibleName(tr("Nouns that fit the pictures, one a line"));
    m_names->setTabChangesFocus(true);
    auto* file = new QPushButton(tr("From a &file…"));
    auto* folders = new QPushButton(tr("Folder &names"));
    folders->setToolTip(tr("The names of the folders that the pictures lie in"));
    auto* sources = new QHBoxLayout;
    sources->addWidget(file);
    sources->addWidget(folders);
    sources->addStretch();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* use = buttons->addButton(tr("&Use these"), QDialogButtonBox::ApplyRole);
    use->setDefault(true);
    auto* none = buttons->addButton(tr("Use n&one"), QDialogButtonBox::ResetRole);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(what);
    layout->addLayout(sources);
    layout->addWidget(m_names, 1);
    layout->addWidget(m_found);
    layout->addWidget(buttons);

    connect(file, &QPushButton::clicked, this, &PositivesDialog::askForFile);
    connect(folders, &QPushButton::clicked, this, [this] {
        Q_EMIT positivesWanted({PositivesRequest::From::Folders, {}, {}});
    });
    connect(use, &QPushButton::clicked, this, &PositivesDialog::useTyped);
    connect(none, &QPushButton::clicked, this, [this] {
        m_names->clear();
        useTyped();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
}

void PositivesDialog::useTyped() {
    PositivesRequest request;
    for (const QString& line : m_names->toPlainText().split('\n', Qt::SkipEmptyParts))
        request.names.push_back(line.trimmed().toStdString());
    Q_EMIT positivesWanted(request);
}

void PositivesDialog::askForFile() {
    const QString file = QFileDialog::getOpenFileName(this, tr("Nouns that fit the pictures"), QString(),
                                                      tr("Noun lists (*.txt *.csv *.json);;All files (*)"));
    if (!file.isEmpty()) Q_EMIT positivesWanted({PositivesRequest::From::File, {}, file.toStdString()});
}

void PositivesDialog::showFound(const KnownPositives& found) {
    QStringList names, unknown;
    for (const std::string& name : found.names) names += QString::fromStdString(name);
    for (const std::string& name : found.unknown) unknown += QString::fromStdString(name);
    m_names->setPlainText(names.join('\n'));
    if (names.isEmpty()) return m_found->setText(tr("No known positives."));
    QString text = tr("%1 of %2 are among the nouns.")
                       .arg(countText(names.size() - unknown.size()), countText(names.size()));
    if (unknown.size() > mostNamed)
        text += ' ' + tr("Not among them: %1 and %2 more.")
                          .arg(QStringList(unknown.mid(0, mostNamed)).join(", "),
                               countText(unknown.size() - mostNamed));
    else if (!unknown.isEmpty())
        text += ' ' + tr("Not among them: %1.").arg(unknown.join(", "));
    m_found->setText(text);
}

}  // namespace nounscope
