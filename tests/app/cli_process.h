// Runs the built nounscope-cli as a person would.
#pragma once

#include <QByteArray>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/io/csv.h"

namespace nounscope::test {

struct CliResult {
    int exitCode = -1;
    QByteArray out, err;
};

// The environment of every run: embeddings are kept for this test program only.
inline QProcessEnvironment cliEnvironment() {
    static const QTemporaryDir cache;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("XDG_CACHE_HOME", cache.path());
    return environment;
}

inline CliResult runCli(const QStringList& arguments, const QString& folder = {}) {
    QProcess process;
    process.setProcessEnvironment(cliEnvironment());
    if (!folder.isEmpty()) process.setWorkingDirectory(folder);
    process.start(NOUNSCOPE_CLI, arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(300'000) || process.exitStatus() != QProcess::NormalExit) return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

inline QByteArray fileBytes(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) throw std::runtime_error("cannot read " + path.toStdString());
    return file.readAll();
}

inline void writeFile(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        throw std::runtime_error("cannot write " + path.toStdString());
}

// The cells of one column of a CSV, the header left out.
inline QStringList csvColumn(const QString& path, const std::string& name) {
    CsvReader csv(path.toStdString());
    std::vector<std::string> row;
    if (!csv.next(row)) return {};
    const auto column = static_cast<std::size_t>(std::find(row.begin(), row.end(), name) - row.begin());
    QStringList cells;
    while (csv.next(row)) cells.append(QString::fromStdString(row.at(column)));
    return cells;
}

}  // namespace nounscope::test
