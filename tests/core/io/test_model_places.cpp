// Ids of models looked up in folders laid out as Hugging Face's cache and the program's own.
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <map>

#include "core/io/model_places.h"
#include "core/model/error.h"

using namespace nounscope;
namespace fs = std::filesystem;

class TestModelPlaces : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;

    fs::path root() const { return m_folder->path().toStdString(); }
    ModelPlaces places() const { return {root() / "hub", root() / "own"}; }

    static void write(const fs::path& file, const std::string& text = "x") {
        fs::create_directories(file.parent_path());
        std::ofstream(file) << text;
    }

    // A file as the cache keeps it: a link to a blob.
    static void link(const fs::path& snapshot, const char* name, bool blobExists = true) {
        const fs::path blob =
            snapshot.parent_path().parent_path() / "blobs" / (std::string("blob-of-") + name);
        if (blobExists) write(blob);
        fs::create_directories(snapshot);
        fs::create_symlink(fs::path("../../blobs") / blob.filename(), snapshot / name);
    }

    fs::path snapshot(const std::string& commit) const {
        return root() / "hub" / "models--acme--clip" / "snapshots" / commit;
    }

    static ModelPlaces placesOf(const std::map<std::string, std::string>& variables) {
        return ModelPlaces::fromEnvironment([&](const char* name) {
            const auto found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional(found->second);
        });
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void environment() {
        std::map<std::string, std::string> variables{{"HOME", "/home/ada"}};
        QCOMPARE(placesOf(variables).hubCache, fs::path("/home/ada/.cache/huggingface/hub"));
        QCOMPARE(placesOf(variables).ownFolder, fs::path("/home/ada/.local/share/nounscope/models"));
        variables["XDG_CACHE_HOME"] = "/cache";
        variables["XDG_DATA_HOME"] = "/data";
        QCOMPARE(placesOf(variables).hubCache, fs::path("/cache/huggingface/hub"));
        QCOMPARE(placesOf(variables).ownFolder, fs::path("/data/nounscope/models"));
        variables["HF_HOME"] = "/hf";
        QCOMPARE(placesOf(variables).hubCache, fs::path("/hf/hub"));
        variables["HUGGINGFACE_HUB_CACHE"] = "/old/";
        QCOMPARE(placesOf(variables).hubCache, fs::path("/old/"));
        variables["HF_HUB_CACHE"] = "";
        QCOMPARE(placesOf(variables).hubCache, fs::path("/old/"));
        variables["HF_HUB_CACHE"] = "/new";
        QCOMPARE(placesOf(variables).hubCache, fs::path("/new/"));
        QVERIFY(placesOf({}).hubCache.empty());
        QVERIFY(placesOf({}).ownFolder.empty());
    }

    void ids() {
        for (const char* id :
             {"openai/clip-vit-base-patch32", "laion/CLIP-ViT-H-14-laion2B-s32B-b79K", "a/b_c.d"})
            QVERIFY2(isModelId(id), id);
        for (const char* text :
             {"starter", "", "/", "a/", "/b", "a/b/c", "../b", "a/..", "a/.b", "-a/b", "a b/c", "a/b\n"})
            QVERIFY2(!isModelId(text), text);
    }

    void folderIsItself() { QCOMPARE(findModel(root().string(), places()), root()); }

    void snapshotOfMain() {
        for (const char* commit : {"aaaa", "bbbb"}) {
            link(snapshot(commit), "config.json");
            link(snapshot(commit), "model.safetensors");
        }
        write(snapshot("").parent_path().parent_path() / "refs" / "main", "bbbb\n");
        QCOMPARE(findModel("acme/clip", places()), snapshot("bbbb"));
    }

    void onlySnapshotWithoutMain() {
        link(snapshot("aaaa"), "config.json");
        QCOMPARE(findModel("acme/clip", places()), snapshot("aaaa"));
    }

    void refThatLeadsElsewhere() {
        write(root() / "hub" / "outside" / "config.json");
        write(snapshot("").parent_path().parent_path() / "refs" / "main", "../../outside");
        QVERIFY_EXCEPTION_THROWN(findModel("acme/clip", places()), Error);
    }

    void aWholeModelComesFirst() {
        link(snapshot("aaaa"), "config.json");
        link(snapshot("aaaa"), "model.safetensors", false);  // its blob was never fetched
        write(root() / "own" / "acme" / "clip" / "config.json");
        write(root() / "own" / "acme" / "clip" / "model.safetensors");
        QCOMPARE(findModel("acme/clip", places()), root() / "own" / "acme" / "clip");
    }

    void saysWhereItLooked() {
        try {
            findModel("acme/clip", places());
            QFAIL("found");
        } catch (const Error& error) {
            const std::string message = error.what();
            for (const std::string& part :
                 {std::string("acme/clip"), (root() / "hub" / "models--acme--clip").string(),
                  (root() / "own" / "acme" / "clip").string(), std::string("models fetch acme/clip")})
                QVERIFY2(message.find(part) != std::string::npos, message.c_str());
        }
        QVERIFY_EXCEPTION_THROWN(findModel("no such folder", places()), Error);
    }

    void listsWhatIsThere() {
        QVERIFY(listModels(places()).empty());
        link(snapshot("aaaa"), "config.json");
        write(root() / "hub" / "models--acme--bert" / "snapshots" / "eeee" / "config.json",
              R"({"model_type": "bert"})");
        write(root() / "hub" / "models--acme--text" / "snapshots" / "cccc" / "README.md");
        write(root() / "hub" / "datasets--acme--pictures" / "snapshots" / "dddd" / "config.json");
        write(root() / "own" / "acme" / "clip" / "open_clip_config.json");
        write(root() / "own" / "acme" / ".unfinished.part" / "config.json");
        write(root() / "own" / "aardvark" / "clip" / "config.json", R"({"model_type": "clip"})");
        const std::vector<FoundModel> models = listModels(places());
        QCOMPARE(models.size(), std::size_t{3});
        QCOMPARE(models[0].id, std::string("aardvark/clip"));
        QCOMPARE(models[1].folder, snapshot("aaaa"));
        QCOMPARE(models[1].id, std::string("acme/clip"));
        QCOMPARE(models[2].folder, root() / "own" / "acme" / "clip");
    }
};

QTEST_GUILESS_MAIN(TestModelPlaces)
#include "test_model_places.moc"
