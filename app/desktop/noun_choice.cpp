#include "app/desktop/noun_choice.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QSettings>
#include <QStandardPaths>
#include <algorithm>

#include "app/load_nouns.h"
#include "core/model/error.h"

namespace nounscope {

namespace {

const QString originKey = "nouns/origin", fileKey = "nouns/file", typedKey = "nouns/typed";
constexpr qsizetype shownNouns = 200;

QString typedFile() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
           "/nounscope/typed-nouns.txt";
}

std::string sourceOf(const NounWanted& wanted) {
    switch (wanted.origin) {
        case NounOrigin::Everyday:
            return "everyday";
        case NounOrigin::WordNet:
            return "wordnet";
        case NounOrigin::File:
            return QFileInfo(wanted.file).absoluteFilePath().toStdString();
        case NounOrigin::Typed:
            return typedFile().toStdString();
    }
    return "everyday";
}

NounPreview summary(const NounFile& nouns) {
    NounPreview preview;
    preview.count = static_cast<qint64>(nouns.nouns.words.size());
    preview.repeated = nouns.repeated;
    for (qint64 i = 0; i < std::min(preview.count, qint64{shownNouns}); ++i)
        preview.first += QString::fromStdString(nouns.nouns.words[static_cast<std::size_t>(i)]);
    return preview;
}

NounPreview readPreview(const NounWanted& wanted) try {
    if (wanted.origin == NounOrigin::File && wanted.file.isEmpty())
        return {0, 0, {}, NounChoice::tr("Choose a file of nouns.")};
    WordNetOnDemand wordnet;
    return summary(loadNouns(sourceOf(wanted), wordnet));
} catch (const std::exception& error) {
    return {0, 0, {}, QString::fromUtf8(error.what())};
}

// As readNouns would take the file that they become.
NounPreview typedPreview(const QString& typed) {
    NounPreview preview;
    QStringList words;
    for (const QString& line : typed.split('\n'))
        if (!line.trimmed().isEmpty()) words += line.trimmed();
    const qsizetype all = words.size();
    words.removeDuplicates();
    preview.count = words.size();
    preview.repeated = all - words.size();
    preview.first = words.mid(0, shownNouns);
    if (words.isEmpty()) preview.problem = NounChoice::tr("Type one noun a line.");
    return preview;
}

}  // namespace

NounChoice::NounChoice(QObject* parent) : QObject(parent) {
    const QSettings settings;
    m_wanted.origin = static_cast<NounOrigin>(std::clamp(settings.value(originKey).toInt(), 0, 3));
    m_wanted.file = settings.value(fileKey).toString();
    m_wanted.typed = settings.value(typedKey).toString();
    m_reader.setMaxThreadCount(1);
}

NounChoice::~NounChoice() {
    m_reader.clear();
    m_reader.waitForDone();
}

std::string NounChoice::source() const {
    return sourceOf(m_wanted);
}

QString NounChoice::name() const {
    switch (m_wanted.origin) {
        case NounOrigin::Everyday:
            return tr("everyday");
        case NounOrigin::WordNet:
            return tr("WordNet");
        case NounOrigin::File:
            return QFileInfo(m_wanted.file).fileName();
        case NounOrigin::Typed:
            return tr("typed in");
    }
    return {};
}

void NounChoice::ask(QWidget* window, bool slow) {
    if (!m_dialog) {
        m_dialog = new NounsDialog(m_wanted, window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &NounsDialog::previewWanted, this, &NounChoice::preview);
        connect(m_dialog, &NounsDialog::nounsChosen, this, &NounChoice::choose);
    }
    m_dialog->setSlow(slow);
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void NounChoice::preview(const NounWanted& wanted) {
    if (wanted.origin == NounOrigin::Typed) return m_dialog->showPreview(wanted, typedPreview(wanted.typed));
    m_reader.clear();  // older questions
    m_reader.start([this, wanted] {
        QMetaObject::invokeMethod(
            this,
            [this, wanted, preview = readPreview(wanted)] {
                if (m_dialog) m_dialog->showPreview(wanted, preview);
            },
            Qt::QueuedConnection);
    });
}

void NounChoice::choose(const NounWanted& wanted) {
    if (wanted.origin == NounOrigin::Typed) {
        QDir().mkpath(QFileInfo(typedFile()).path());
        QSaveFile file(typedFile());
        if (file.open(QIODevice::WriteOnly)) file.write(wanted.typed.toUtf8());
        file.commit();
    }
    m_wanted = wanted;
    QSettings settings;
    settings.setValue(originKey, static_cast<int>(wanted.origin));
    settings.setValue(fileKey, wanted.file);
    settings.setValue(typedKey, wanted.typed);
    Q_EMIT changed();
}

}  // namespace nounscope
