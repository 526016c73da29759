#include "core/io/image_folder.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <set>
#include <string_view>
#include <utility>

#include "core/io/natural_order.h"
#include "core/io/path_pattern.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view extensions[] = {".png",  ".apng", ".jpg",  ".jpeg", ".jpe",  ".jfif",
                                           ".webp", ".bmp",  ".dib",  ".tif",  ".tiff", ".gif",
                                           ".svg",  ".svgz", ".heic", ".heif", ".hif",  ".avif"};
// Folders that systems and devices leave behind; names that begin with a dot are junk anyway.
constexpr std::string_view junkFolders[] = {
    "@eaDir", "#recycle", "#snapshot", "$RECYCLE.BIN", "System Volume Information", "__MACOSX", "lost+found"};

template <typename List>
bool contains(const List& list, std::string_view name) {
    return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

class Scan {
public:
    Scan(const PictureSettings& settings, const Job& job)
        : m_settings(settings), m_progress(job, "Looking for pictures", 0) {}

    // The items below one root, sorted. Real folders first: one that a symbolic link leads to as well keeps
    // its own path.
    ImageItems scan(const fs::path& root) {
        m_items.clear();
        enter({root, ""});
        while (!m_linked.empty()) {
            std::vector<Folder> linked;
            linked.swap(m_linked);
            for (const Folder& folder : linked) enter(folder);
        }
        std::sort(m_items.begin(), m_items.end(),
                  [](const ImageItem& a, const ImageItem& b) { return naturalLess(a.path, b.path); });
        return std::move(m_items);
    }

private:
    struct Folder {
        fs::path folder;
        std::string path;  // root-relative, empty for the root
    };

    void enter(const Folder& first) {
        std::vector<Folder> open{first};
        while (!open.empty()) {
            const Folder folder = std::move(open.back());
            open.pop_back();
            if (isNew(folder.folder)) list(folder, open);
        }
    }

    bool isNew(const fs::path& folder) {
        struct stat status {};
        return stat(folder.c_str(), &status) != 0 || m_visited.emplace(status.st_dev, status.st_ino).second;
    }

    void list(const Folder& folder, std::vector<Folder>& open) {
        std::error_code error;
        fs::directory_iterator entries(folder.folder, error);
        std::vector<fs::directory_entry> sorted;
        for (; !error && entries != fs::directory_iterator(); entries.increment(error))
            sorted.push_back(*entries);
        if (error)
            m_items.push_back(
                {folder.path, folder.folder, "the folder cannot be read completely: " + error.message()});
        // In a fixed order, or which of two links to one folder wins would depend on the disk.
        std::sort(sorted.begin(), sorted.end(),
                  [](const fs::directory_entry& a, const fs::directory_entry& b) {
                      return naturalLess(b.path().native(), a.path().native());
                  });
        for (const fs::directory_entry& entry : sorted) add(entry, folder, open);
    }

    void add(const fs::directory_entry& entry, const Folder& parent, std::vector<Folder>& open) {
        const std::string name = entry.path().filename().string();
        const std::string path = parent.path.empty() ? name : parent.path + "/" + name;
        if (name.front() == '.' || isExcluded(path)) return;
        std::error_code error;
        if (entry.is_directory(error)) {
            if (contains(junkFolders, name)) return;
            (entry.is_symlink(error) ? m_linked : open).push_back({entry.path(), path});
        } else if (hasPictureName(entry.path())) {
            ImageItem item{path, entry.path(), {}};
            if (struct stat status{}; stat(entry.path().c_str(), &status) == 0) {
                item.bytes = status.st_size;
                item.changed = status.st_mtim.tv_sec;
            }
            m_items.push_back(std::move(item));
            m_progress.advance();
        }
    }

    bool isExcluded(const std::string& path) const {
        return std::any_of(m_settings.exclude.begin(), m_settings.exclude.end(),
                           [&](const std::string& pattern) { return matchesPathPattern(pattern, path); });
    }

    const PictureSettings& m_settings;
    StageProgress m_progress;
    ImageItems m_items;
    std::vector<Folder> m_linked;  // symbolic links met, to be entered once every real folder has been
    std::set<std::pair<dev_t, ino_t>> m_visited;
};

void checkRoot(const fs::path& root) {
    std::error_code error;
    const fs::file_status status = fs::status(root, error);
    if (status.type() == fs::file_type::not_found)
        throw Error(ErrorKind::BadInput, "The folder " + root.string() + " does not exist.");
    if (error)
        throw Error(ErrorKind::BadInput,
                    "The folder " + root.string() + " cannot be read: " + error.message());
    if (status.type() != fs::file_type::directory)
        throw Error(ErrorKind::BadInput,
                    root.string() + " is no folder; give the folder that holds the pictures.");
}

}  // namespace

std::vector<std::string> rootNames(const std::vector<fs::path>& roots) {
    std::vector<std::string> names;
    for (const fs::path& root : roots) {
        fs::path whole = fs::absolute(root).lexically_normal();
        if (!whole.has_filename()) whole = whole.parent_path();
        const std::string base = whole.has_filename() ? whole.filename().string() : "root";
        std::string name = base;
        for (int n = 2; contains(names, name); ++n) name = base + " (" + std::to_string(n) + ")";
        names.push_back(name);
    }
    return names;
}

bool hasPictureName(const fs::path& file) {
    std::string extension = file.extension().string();
    for (char& c : extension)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return contains(extensions, extension);
}

ImageItems scanImageFolders(const std::vector<fs::path>& roots, const PictureSettings& settings,
                            const Job& job) {
    for (const fs::path& root : roots) checkRoot(root);
    const std::vector<std::string> names = rootNames(roots);
    ImageItems items;
    Scan scan(settings, job);
    for (std::size_t r = 0; r < roots.size(); ++r)
        for (ImageItem& item : scan.scan(roots[r])) {
            if (roots.size() > 1) item.path = item.path.empty() ? names[r] : names[r] + "/" + item.path;
            items.push_back(std::move(item));
        }
    if (!items.empty()) return items;
    std::string message = "No picture was found in";
    for (const fs::path& root : roots) message += " " + root.string();
    throw Error(ErrorKind::BadInput,
                message +
                    " (looked for PNG, JPEG, WebP, BMP, TIFF, GIF, SVG, HEIC and AVIF, hidden files aside" +
                    (settings.exclude.empty() ? ")." : ", and what --exclude leaves)."));
}

}  // namespace nounscope
