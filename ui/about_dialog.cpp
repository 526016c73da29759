#include "ui/about_dialog.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFile>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "ui/theme.h"

namespace nounscope {

namespace {

QString resourceText(const QString& name) {
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QLabel* selectable(const QString& text) {
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setWordWrap(true);
    return label;
}

}  // namespace

AboutDialog::AboutDialog(const AboutFacts& facts, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("About NounScope"));
    resize(680, 520);
    auto* title = new QLabel(tr("NounScope"));
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    title->setFont(large);
    auto* what = selectable(
        tr("What is in this folder of pictures? Nouns that describe them, groups, and names for the groups. "
           "Everything runs on this computer."));

    auto* machine = new QWidget;
    auto* form = new QFormLayout(machine);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    for (const auto& [name, value] : facts.lines) {
        QLabel* label = selectable(value);
        label->setWordWrap(false);
        label->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
        form->addRow(new QLabel(name), label);
        m_plainText += name + ": " + value + '\n';
    }
    if (!facts.warning.isEmpty()) {
        form->addRow(selectable("⚠ " + facts.warning));
        m_plainText += facts.warning + '\n';
    }
    auto* licences = new QTextBrowser;
    licences->setOpenExternalLinks(true);
    licences->setFrameShape(QFrame::NoFrame);
    licences->setAccessibleName(tr("Licences"));
    licences->setMarkdown(resourceText(":/licences/THIRD_PARTY.md"));
    auto* licence = new QTextBrowser;
    licence->setFrameShape(QFrame::NoFrame);
    licence->setAccessibleName(tr("GNU General Public License"));
    licence->setPlainText(resourceText(":/licences/LICENSE"));
    auto* tabs = new QTabWidget;
    tabs->addTab(machine, tr("This computer"));
    tabs->addTab(licences, tr("What it builds on"));
    tabs->addTab(licence, tr("Licence"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    copy->setToolTip(tr("Copy the versions, for a bug report"));

    auto* layout = new QVBoxLayout(this);
    layout->addWidget(title);
    layout->addWidget(what);
    layout->addWidget(tabs, 1);
    layout->addWidget(buttons);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_plainText); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

}  // namespace nounscope
