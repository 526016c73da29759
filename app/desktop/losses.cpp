#include "app/desktop/losses.h"

#include "app/desktop/document.h"

namespace nounscope {

namespace {

QString lossText(const Loss& loss) {
    const int n = static_cast<int>(loss.pictures);
    const QString name = QString::fromStdString(loss.cluster);
    switch (loss.what) {
        case LostEdit::Name:
            return Document::tr("No group has most of the %n picture(s) that you named “%1”.", nullptr, n)
                .arg(name);
        case LostEdit::Merge:
            return Document::tr("The group that you merged into “%1” has fallen apart.", nullptr, n)
                .arg(name);
        case LostEdit::Split:
            return Document::tr("The %n picture(s) that you split off as “%1” are no longer together.",
                                nullptr, n)
                .arg(name);
        case LostEdit::Hidden:
            return Document::tr("The hidden group “%1” is gone; its %n picture(s) are shown.", nullptr, n)
                .arg(name);
        case LostEdit::Review:
            return Document::tr("“%1” has other pictures now and is no longer marked as reviewed.", nullptr,
                                n)
                .arg(name);
        case LostEdit::Move:
            return Document::tr(
                       "%n picture(s) that you moved to “%1” are where the program puts them: that group is "
                       "gone.",
                       nullptr, n)
                .arg(name);
        case LostEdit::Picture:
            return Document::tr("%n picture(s) that you moved or hid are not there any more.", nullptr, n);
    }
    return {};
}

}  // namespace

QStringList lossTexts(const std::vector<Loss>& losses) {
    QStringList texts;
    for (const Loss& loss : losses) texts += lossText(loss);
    return texts;
}

}  // namespace nounscope
