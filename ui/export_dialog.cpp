#include "ui/export_dialog.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QUrl>
#include <QVBoxLayout>

#include "ui/format.h"

namespace nounscope {

namespace {

enum Scope { All, Cluster, Selection };

}  // namespace

ExportDialog::ExportDialog(const QString& folder, QWidget* parent)
    : QDialog(parent), m_scope(new QButtonGroup(this)), m_folder(new QLineEdit), m_message(new QLabel) {
    setWindowTitle(tr("Export"));
    m_assignments = addFile(tr("&Pictures: which cluster each one is in"), QStringLiteral("assignments.csv"));
    m_clusters = addFile(tr("&Clusters: name, size, nouns"), QStringLiteral("clusters.csv"));
    m_nouns = addFile(tr("&Nouns: score, rank, kept or not"), QStringLiteral("nouns.csv"));
    m_report = addFile(tr("&Report: settings, model, versions, times"), QStringLiteral("report.json"));
    for (const Scope scope : {All, Cluster, Selection}) m_scope->addButton(new QRadioButton, scope);
    m_scope->button(All)->setText(tr("&All pictures"));
    m_scope->button(All)->setChecked(true);
    m_folder->setText(QDir::toNativeSeparators(folder));
    m_folder->setAccessibleName(tr("Folder to write to"));
    m_folder->setPlaceholderText(tr("A folder outside the pictures"));
    auto* folderLabel = new QLabel(tr("&Folder"));
    folderLabel->setBuddy(m_folder);
    auto* browse = new QPushButton(tr("C&hoose…"));
    browse->setAutoDefault(false);
    m_message->setAccessibleName(tr("What came of it"));
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_message->setOpenExternalLinks(true);
    m_message->setMinimumHeight(3 * fontMetrics().lineSpacing());
    m_message->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_write = buttons->addButton(tr("&Write"), QDialogButtonBox::AcceptRole);

    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_assignments);
    for (QAbstractButton* scope : m_scope->buttons()) {
        auto* row = new QHBoxLayout;
        row->addSpacing(24);
        row->addWidget(scope);
        layout->addLayout(row);
        connect(m_assignments, &QCheckBox::toggled, scope, &QWidget::setEnabled);
    }
    for (QCheckBox* file : {m_clusters, m_nouns, m_report}) layout->addWidget(file);
    layout->addSpacing(8);
    auto* folderRow = new QHBoxLayout;
    folderRow->addWidget(folderLabel);
    folderRow->addWidget(m_folder, 1);
    folderRow->addWidget(browse);
    layout->addLayout(folderRow);
    layout->addWidget(m_message, 1);
    layout->addWidget(buttons);
    setMinimumWidth(560);

    m_write->setDefault(true);
    m_write->setFocus();
    connect(browse, &QPushButton::clicked, this, [this] {
        const QString chosen =
            QFileDialog::getExistingDirectory(this, tr("Write the results to"), m_folder->text());
        if (!chosen.isEmpty()) m_folder->setText(QDir::toNativeSeparators(chosen));
    });
    connect(m_folder, &QLineEdit::textChanged, this, &ExportDialog::showState);
    connect(m_write, &QPushButton::clicked, this, [this] {
        m_write->setEnabled(false);
        m_message->setText(tr("Writing …"));
        Q_EMIT exportWanted(wanted());
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setParts({}, {});
    showState();
}

QCheckBox* ExportDialog::addFile(const QString& text, const QString& file) {
    auto* box = new QCheckBox(QStringLiteral("%1 (%2)").arg(text, file));
    box->setObjectName(file);
    box->setChecked(true);
    connect(box, &QCheckBox::toggled, this, &ExportDialog::showState);
    return box;
}

void ExportDialog::setParts(const ExportPart& cluster, const ExportPart& selection) {
    m_parts[0] = cluster;
    m_parts[1] = selection;
    const QString name = fontMetrics().elidedText(cluster.name, Qt::ElideRight, 320).replace('&', "&&");
    m_scope->button(Cluster)->setText(
        tr("Only cl&uster %1 (%2)").arg(name, countText(static_cast<qint64>(cluster.pictures.size()))));
    m_scope->button(Selection)->setText(tr("Only the &selected pictures (%1)")
                                            .arg(countText(static_cast<qint64>(selection.pictures.size()))));
    for (const Scope scope : {Cluster, Selection}) {
        const bool offered = !m_parts[scope - Cluster].pictures.empty();
        m_scope->button(scope)->setVisible(offered);
        if (!offered && m_scope->button(scope)->isChecked()) m_scope->button(All)->setChecked(true);
    }
}

void ExportDialog::showState() {
    const bool any = m_assignments->isChecked() || m_clusters->isChecked() || m_nouns->isChecked() ||
                     m_report->isChecked();
    m_write->setEnabled(any && !m_folder->text().trimmed().isEmpty());
    QStringList there;
    for (const QCheckBox* box : {m_assignments, m_clusters, m_nouns, m_report})
        if (box->isChecked() && QFileInfo::exists(wanted().folder + '/' + box->objectName()))
            there += box->objectName();
    m_message->setText(there.isEmpty() ? QString()
                                       : tr("Already there, and replaced: %1").arg(there.join(", ")));
}

ExportWanted ExportDialog::wanted() const {
    ExportWanted wanted;
    wanted.folder = QDir::fromNativeSeparators(m_folder->text().trimmed());
    if (wanted.folder.startsWith("~/")) wanted.folder = QDir::homePath() + wanted.folder.mid(1);
    wanted.assignments = m_assignments->isChecked();
    wanted.clusters = m_clusters->isChecked();
    wanted.nouns = m_nouns->isChecked();
    wanted.report = m_report->isChecked();
    wanted.everyPicture = m_scope->checkedId() == All;
    if (!wanted.everyPicture) wanted.pictures = m_parts[m_scope->checkedId() - Cluster].pictures;
    return wanted;
}

void ExportDialog::showWritten(const QString& folder, const QStringList& files) {
    showState();
    m_message->setText(tr("Written: %1 in <a href=\"%2\">%3</a>")
                           .arg(files.join(", ").toHtmlEscaped(),
                                QUrl::fromLocalFile(folder).toString(QUrl::FullyEncoded),
                                QDir::toNativeSeparators(folder).toHtmlEscaped()));
}

void ExportDialog::showProblem(const QString& message) {
    showState();
    m_message->setText("⚠ " + message.toHtmlEscaped());
}

}  // namespace nounscope
