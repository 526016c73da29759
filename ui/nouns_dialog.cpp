#include "ui/nouns_dialog.h"

#include <QButtonGroup>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTimer>

#include "ui/format.h"
#include "ui/theme.h"

namespace nounscope {

namespace {

constexpr int restMs = 250;
constexpr qint64 manyNouns = 20'000;

}  // namespace

NounsDialog::NounsDialog(const NounWanted& wanted, QWidget* parent)
    : QDialog(parent),
      m_origins(new QButtonGroup(this)),
      m_file(new QLineEdit(wanted.file)),
      m_browse(new QPushButton(tr("&Choose…"))),
      m_typed(new QPlainTextEdit(wanted.typed)),
      m_count(new QLabel),
      m_slowNote(new QLabel(tr("With a CLIP model, so many nouns take long the first time; they are kept."))),
      m_first(new QListWidget),
      m_rest(new QTimer(this)) {
    setWindowTitle(tr("Nouns"));
    resize(720, 480);
    auto* everyday = addChoice(NounOrigin::Everyday, tr("&Everyday nouns: common things that one can see"));
    auto* wordnet = addChoice(NounOrigin::WordNet, tr("All of &WordNet: rare and abstract nouns too"));
    auto* file = addChoice(NounOrigin::File, tr("A &file: one noun a line, CSV or JSON"));
    auto* typed = addChoice(NounOrigin::Typed, tr("&Typed in: one noun a line"));
    m_origins->button(static_cast<int>(wanted.origin))->setChecked(true);
    m_origins->button(static_cast<int>(wanted.origin))->setFocus();
    m_browse->setAutoDefault(false);
    m_file->setPlaceholderText(tr("Text, CSV or JSON"));
    m_file->setAccessibleName(tr("File of nouns"));
    m_typed->setPlaceholderText(tr("dog\ncat\nfire engine\n…"));
    m_typed->setAccessibleName(tr("Nouns, one a line"));
    m_typed->setTabChangesFocus(true);
    QFont strong = font();
    strong.setBold(true);
    m_count->setFont(strong);
    m_count->setWordWrap(true);
    m_count->setTextFormat(Qt::PlainText);
    m_slowNote->setWordWrap(true);
    m_slowNote->hide();
    m_first->setAccessibleName(tr("The first of these nouns"));
    m_first->setUniformItemSizes(true);
    m_first->setSelectionMode(QAbstractItemView::NoSelection);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_use = buttons->addButton(tr("&Use these nouns"), QDialogButtonBox::AcceptRole);
    m_rest->setSingleShot(true);
    m_rest->setInterval(restMs);

    auto* fileRow = new QHBoxLayout;
    fileRow->addSpacing(24);
    fileRow->addWidget(m_file, 1);
    fileRow->addWidget(m_browse);
    auto* typedRow = new QHBoxLayout;
    typedRow->addSpacing(24);
    typedRow->addWidget(m_typed, 1);
    auto* left = new QVBoxLayout;
    left->addWidget(everyday);
    left->addWidget(wordnet);
    left->addWidget(file);
    left->addLayout(fileRow);
    left->addWidget(typed);
    left->addLayout(typedRow, 1);
    auto* right = new QVBoxLayout;
    right->addWidget(m_count);
    right->addWidget(m_first, 1);
    right->addWidget(m_slowNote);
    auto* grid = new QGridLayout(this);
    grid->setHorizontalSpacing(16);
    grid->addLayout(left, 0, 0);
    grid->addLayout(right, 0, 1);
    grid->addWidget(buttons, 1, 0, 1, 2);
    grid->setColumnStretch(0, 3);
    grid->setColumnStretch(1, 2);

    m_use->setDefault(true);
    connect(m_origins, &QButtonGroup::idClicked, this, [this](int origin) {
        if (origin == static_cast<int>(NounOrigin::File) && m_file->text().isEmpty()) askForFile();
        ask();
    });
    connect(m_browse, &QPushButton::clicked, this, [this] {
        m_origins->button(static_cast<int>(NounOrigin::File))->setChecked(true);
        askForFile();
        ask();
    });
    connect(m_file, &QLineEdit::textEdited, this, [this, file] {
        file->setChecked(true);
        m_rest->start();
    });
    connect(m_typed, &QPlainTextEdit::textChanged, this, [this, typed] {
        typed->setChecked(true);
        m_rest->start();
    });
    connect(m_rest, &QTimer::timeout, this, &NounsDialog::ask);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_use, &QPushButton::clicked, this, [this] {
        Q_EMIT nounsChosen(this->wanted());
        accept();
    });
    QTimer::singleShot(0, this, &NounsDialog::ask);
}

QRadioButton* NounsDialog::addChoice(NounOrigin origin, const QString& text) {
    auto* button = new QRadioButton(text);
    m_origins->addButton(button, static_cast<int>(origin));
    return button;
}

void NounsDialog::setSlow(bool slow) {
    m_slow = slow;
}

NounWanted NounsDialog::wanted() const {
    NounWanted wanted;
    wanted.origin = static_cast<NounOrigin>(m_origins->checkedId());
    wanted.file = m_file->text().trimmed();
    wanted.typed = m_typed->toPlainText();
    return wanted;
}

void NounsDialog::askForFile() {
    const QString file = QFileDialog::getOpenFileName(this, tr("A file of nouns"), m_file->text(),
                                                      tr("Nouns (*.txt *.csv *.json);;Every file (*)"));
    if (!file.isEmpty()) m_file->setText(file);
}

void NounsDialog::ask() {
    m_use->setEnabled(false);
    m_count->setText(tr("Reading …"));
    m_first->clear();
    m_slowNote->hide();
    Q_EMIT previewWanted(wanted());
}

void NounsDialog::showPreview(const NounWanted& of, const NounPreview& preview) {
    if (!(of == wanted()) || m_rest->isActive()) return;
    m_use->setEnabled(preview.count > 0);
    m_first->clear();
    m_first->addItems(preview.first);
    if (preview.count == 0) return m_count->setText(preview.problem);
    if (preview.count > preview.first.size())
        m_first->addItem(tr("… and %1 more").arg(countText(preview.count - preview.first.size())));
    QString text = tr("%Ln noun(s)", nullptr, static_cast<int>(preview.count));
    if (preview.repeated > 0)
        text += tr("; %Ln stood there more than once", nullptr, static_cast<int>(preview.repeated));
    m_count->setText(text);
    m_slowNote->setVisible(m_slow && preview.count > manyNouns);
}

}  // namespace nounscope
