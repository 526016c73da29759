#include "app/train-starter/training_pictures.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <opencv2/imgproc.hpp>
#include <set>
#include <unordered_map>

#include "app/train-starter/cldr_names.h"
#include "app/train-starter/emoji_font.h"
#include "app/train-starter/folder_nouns.h"
#include "app/train-starter/naming.h"
#include "app/train-starter/png_title.h"
#include "core/io/image_decode.h"
#include "core/io/image_folder.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

constexpr float folderWeight = 0.4f, keywordWeight = 0.25f;
constexpr int mostKeywords = 3;
constexpr int mostUnnamedOfFolder = 40;  // pictures that only their folder describes
constexpr int mostUsesOfTitle = 3;       // a title used more often is a collection's
constexpr std::string_view heldOutCard =
    "fruit_n_veg/broccoli.jpg";  // one of the stamps, picture for picture

// An opaque picture on a white sheet: what is joined to the corners and nearly white becomes transparent.
cv::Mat withoutSheet(const cv::Mat& rgb) {
    cv::Mat unchanged = rgb, mask = cv::Mat::zeros(rgb.rows + 2, rgb.cols + 2, CV_8UC1);
    for (const cv::Point corner : {cv::Point(0, 0), cv::Point(rgb.cols - 1, 0), cv::Point(0, rgb.rows - 1),
                                   cv::Point(rgb.cols - 1, rgb.rows - 1)}) {
        const cv::Vec3b at = rgb.at<cv::Vec3b>(corner);
        if (std::min({at[0], at[1], at[2]}) > 235 && !mask.at<unsigned char>(corner.y + 1, corner.x + 1))
            cv::floodFill(unchanged, mask, corner, {}, nullptr, cv::Scalar::all(14), cv::Scalar::all(14),
                          4 | cv::FLOODFILL_MASK_ONLY | cv::FLOODFILL_FIXED_RANGE | (255 << 8));
    }
    const cv::Mat alpha = ~mask(cv::Rect(1, 1, rgb.cols, rgb.rows));
    cv::Mat rgba(rgb.size(), CV_8UC4);
    const cv::Mat parts[]{rgb, alpha};
    const int channels[]{0, 0, 1, 1, 2, 2, 3, 3};
    cv::mixChannels(parts, 2, &rgba, 1, channels, 4);
    return rgba;
}

class Gatherer {
public:
    Gatherer(const WordNet& wordNet, const TrainingSources& sources, const Job& job)
        : m_naming(wordNet),
          m_sources(sources),
          m_job(job),
          m_translations(readTranslations(sources.emojiNames)) {}

    std::vector<TrainingPicture> gather() {
        addClipart();
        addWordCards();
        addEmoji();
        return std::move(m_pictures);
    }

private:
    static ImageItems scan(const fs::path& folder, const char* package) {
        if (!fs::is_directory(folder))
            throw Error(ErrorKind::BadInput, "The training pictures " + folder.string() +
                                                 " are missing: install the package " + package + ".");
        return scanImageFolders({folder}, {});
    }

    bool overlap(const std::string& title, const std::string& stem) const {
        const std::vector<std::string> words = splitWords(stem);
        for (const std::string& word : splitWords(title))
            if (word.size() > 2 && std::find(words.begin(), words.end(), word) != words.end()) return true;
        return false;
    }

    std::int32_t translated(const std::string& title, const LexFiles& allowed) const {
        for (const std::string& word : splitWords(title))
            if (const auto found = m_translations.find(word); found != m_translations.end())
                if (const std::int32_t synset = m_naming.ofTitle(found->second, allowed); synset >= 0)
                    return synset;
        return -1;
    }

    void add(const cv::Mat& decoded, const std::string& name, std::int32_t synset, const FolderNoun* folder) {
        TrainingPicture picture{{}, name, synset, {}};
        if (folder && !folder->noun.empty())
            picture.hints.push_back({m_naming.sense(folder->noun, ~LexFiles()), folderWeight});
        if (synset < 0 && (picture.hints.empty() || ++m_unnamed[folder->noun] > mostUnnamedOfFolder)) return;
        picture.picture = keptPicture(decoded);
        if (!picture.picture.empty()) m_pictures.push_back(std::move(picture));
    }

    void addFile(const ImageItem& item, std::int32_t synset, const FolderNoun& folder) {
        try {
            add(decodeImage(item.file, {}), item.path, synset, &folder);
        } catch (const Error&) {
        }
    }

    void addClipart() {
        const ImageItems items = scan(m_sources.clipart, "openclipart-png");
        std::vector<std::string> titles;
        std::map<std::string, int> uses;
        for (const ImageItem& item : items) {
            titles.push_back(pngTitle(item.file));
            ++uses[titles.back()];
        }
        StageProgress progress(m_job, "Reading clip art", static_cast<std::int64_t>(items.size()));
        for (std::size_t i = 0; i < items.size(); ++i) {
            progress.advance();
            const FolderNoun& folder = clipartFolder(fs::path(items[i].path).parent_path().generic_string());
            if (folder.skip) continue;
            addFile(items[i], clipartSynset(items[i], titles[i], uses[titles[i]], folder), folder);
        }
    }

    std::int32_t clipartSynset(const ImageItem& item, const std::string& title, int uses,
                               const FolderNoun& folder) const {
        const std::string stem = fs::path(item.path).stem().string();
        if (folder.wholeName) return m_naming.sense(stem, folder.allowed);
        const bool trusted = uses <= mostUsesOfTitle && overlap(title, stem);
        std::int32_t synset = trusted ? m_naming.ofTitle(title, folder.allowed) : -1;
        if (synset < 0) synset = m_naming.ofStem(stem, folder.allowed);
        if (synset < 0) synset = translated(trusted ? title : stem, folder.allowed);
        return synset;
    }

    void addWordCards() {
        const ImageItems items = scan(m_sources.wordCards, "pysiogame");
        for (const ImageItem& item : items) {
            const FolderNoun& folder = wordCardFolder(fs::path(item.path).parent_path().generic_string());
            m_job.throwIfCancelled();
            if (!folder.skip && item.path != heldOutCard)
                addFile(item, m_naming.ofTitle(fs::path(item.path).stem().string(), folder.allowed), folder);
        }
    }

    fs::path emojiPictureFolder() const {
        std::set<fs::path> found;
        std::error_code missing;
        for (const auto& entry : fs::directory_iterator(m_sources.emojiPictures, missing))
            if (entry.path().filename().string().rfind("gemojione-", 0) == 0)
                found.insert(entry.path() / "assets" / "png");
        return found.empty() ? m_sources.emojiPictures / "gemojione" : *found.rbegin();
    }

    void addEmoji() {
        const EmojiFont font(m_sources.emojiFont);
        std::map<std::string, fs::path> drawn;
        for (const ImageItem& item : scan(emojiPictureFolder(), "ruby-gemojione"))
            drawn[fs::path(item.path).stem().string()] = item.file;
        for (const auto& [character, name] : readEmojiNames(m_sources.emojiNames)) {
            m_job.throwIfCancelled();
            char code[16];
            std::snprintf(code, sizeof code, "%04X", static_cast<unsigned>(character));
            addEmoji(font.draw(character), code, name);
            if (const auto file = drawn.find(code); file != drawn.end())
                addEmoji(decodeImage(file->second, {}), code, name);
        }
    }

    void addEmoji(const cv::Mat& drawn, const std::string& code, const EmojiName& name) {
        if (drawn.empty()) return;
        static const LexFiles shown =
            lexFiles({LexFile::Tops, LexFile::Act, LexFile::Animal, LexFile::Artifact, LexFile::Body,
                      LexFile::Communication, LexFile::Event, LexFile::Food, LexFile::Location,
                      LexFile::Object, LexFile::Person, LexFile::Phenomenon, LexFile::Plant,
                      LexFile::Possession, LexFile::Shape, LexFile::Substance});
        // "wolf", "cat face", "woman: red hair": an animal's face stands for the animal
        std::string title = name.name.substr(0, name.name.find(':'));
        const std::size_t face = title.rfind(" face");
        std::int32_t synset = -1;
        if (face != std::string::npos && face + 5 == title.size())
            synset = m_naming.sense(title.substr(0, face), lexFiles({LexFile::Animal}));
        if (synset < 0) synset = m_naming.ofTitle(title, shown);
        add(drawn, code, synset, nullptr);
        if (synset < 0 || m_pictures.empty() || m_pictures.back().name != code) return;
        std::vector<Hint>& hints = m_pictures.back().hints;
        for (const std::string& keyword : name.keywords) {
            const std::int32_t hint = m_naming.sense(keyword, shown);
            if (hint >= 0 && hint != synset && static_cast<int>(hints.size()) < mostKeywords)
                hints.push_back({hint, keywordWeight});
        }
    }

    Naming m_naming;
    const TrainingSources& m_sources;
    const Job& m_job;
    std::unordered_map<std::string, std::string> m_translations;
    std::map<std::string, int> m_unnamed;
    std::vector<TrainingPicture> m_pictures;
};

}  // namespace

cv::Mat keptPicture(const cv::Mat& decoded) {
    const cv::Mat rgba = decoded.channels() == 4 ? decoded : withoutSheet(decoded);
    cv::Mat alpha;
    cv::extractChannel(rgba, alpha, 3);
    const cv::Rect box = cv::boundingRect(alpha > 8);
    if (box.width < 8 || box.height < 8) return {};
    cv::Mat multiplied, alphas, square;
    cv::merge(std::vector<cv::Mat>{alpha, alpha, alpha, cv::Mat(alpha.size(), CV_8UC1, cv::Scalar(255))},
              alphas);
    cv::multiply(rgba, alphas, multiplied, 1.0 / 255);
    const int longest = std::max(box.width, box.height);
    const cv::Size inner(std::max(1, box.width * keptSide / longest),
                         std::max(1, box.height * keptSide / longest));
    cv::resize(multiplied(box), square, inner, 0, 0, longest > keptSide ? cv::INTER_AREA : cv::INTER_LINEAR);
    const int left = (keptSide - inner.width) / 2, top = (keptSide - inner.height) / 2;
    cv::copyMakeBorder(square, square, top, keptSide - inner.height - top, left,
                       keptSide - inner.width - left, cv::BORDER_CONSTANT, cv::Scalar::all(0));
    return square;
}

std::string trainingSourceLicences() {
    return "openclipart-png: Open Clip Art Library, public domain\n"
           "pysiogame: word cards, public domain as Debian states; drawn by Art4Apps\n"
           "fonts-noto-color-emoji: Noto Color Emoji, SIL OFL 1.1\n"
           "ruby-gemojione: EmojiOne pictures, CC-BY-SA-4.0, Ranks.com Inc.\n"
           "unicode-cldr-core: names, Unicode DFS 2016\n"
           "wordnet-base: WordNet 3.0, Princeton University\n";
}

std::vector<TrainingPicture> gatherTrainingPictures(const WordNet& wordNet, const TrainingSources& sources,
                                                    const Job& job) {
    return Gatherer(wordNet, sources, job).gather();
}

}  // namespace nounscope
