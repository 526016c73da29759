#include "ui/selection.h"

#include <algorithm>
#include <utility>

namespace nounscope {

void Selection::setCluster(int cluster) {
    if (cluster != m_shown.cluster) show({cluster, -1, {}, {}, {}});
}

void Selection::setNoun(qint64 noun) {
    if (noun != m_shown.noun) show({-1, noun, {}, {}, {}});
}

void Selection::setPhrase(const QString& phrase) {
    if (phrase != m_shown.phrase) show({-1, -1, phrase, {}, {}});
}

void Selection::setList(const QString& title, std::vector<int> pictures) {
    show({-1, -1, {}, title, std::move(pictures)});
}

void Selection::showAll() {
    show({});
}

void Selection::show(Shown shown) {
    if (shown == m_shown) return;
    const Shown before = std::exchange(m_shown, std::move(shown));
    const bool pictures = !std::exchange(m_pictures, {}).empty();
    const bool current = std::exchange(m_current, -1) != -1;
    if (before.cluster != m_shown.cluster) Q_EMIT clusterChanged(m_shown.cluster);
    if (before.noun != m_shown.noun) Q_EMIT nounChanged(m_shown.noun);
    if (before.phrase != m_shown.phrase) Q_EMIT phraseChanged(m_shown.phrase);
    Q_EMIT shownChanged();
    if (pictures) Q_EMIT picturesChanged();
    if (current) Q_EMIT currentPictureChanged(-1);
}

void Selection::setPictures(std::vector<int> pictures) {
    std::sort(pictures.begin(), pictures.end());
    pictures.erase(std::unique(pictures.begin(), pictures.end()), pictures.end());
    if (pictures == m_pictures) return;
    m_pictures = std::move(pictures);
    Q_EMIT picturesChanged();
}

void Selection::setCurrentPicture(int picture) {
    if (picture == m_current) return;
    m_current = picture;
    Q_EMIT currentPictureChanged(picture);
}

}  // namespace nounscope
