#include "app/cli/progress_printer.h"

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace nounscope {

namespace {

constexpr std::chrono::seconds betweenLines{5};

std::string jsonLine(const Progress& progress) {
    nlohmann::ordered_json line{
        {"stage", progress.stage}, {"done", progress.done}, {"total", progress.total}};
    line["per_second"] = progress.perSecond > 0 ? nlohmann::ordered_json(progress.perSecond) : nullptr;
    line["seconds_left"] = progress.secondsLeft >= 0 ? nlohmann::ordered_json(progress.secondsLeft) : nullptr;
    return line.dump();
}

}  // namespace

void ProgressPrinter::print(const Progress& progress) {
    if (m_style == ProgressStyle::Silent) return;
    if (m_style == ProgressStyle::Json) {
        std::fprintf(stderr, "%s\n", jsonLine(progress).c_str());
        return;
    }
    const bool finished = progress.total > 0 && progress.done >= progress.total;
    if (m_style == ProgressStyle::Bar) {
        if (progress.stage != m_stage) endBar();
        m_stage = progress.stage;
        std::fprintf(stderr, "\r\033[K%s", describe(progress).c_str());
        m_barOpen = true;
        if (finished) endBar();
        return;
    }
    const auto now = std::chrono::steady_clock::now();
    if (progress.stage != m_stage) {
        m_stage = progress.stage;
        m_lastLine = now;
        if (progress.total == 0) std::fprintf(stderr, "%s\n", describe(progress).c_str());
    }
    if (!finished && now - m_lastLine < betweenLines) return;
    m_lastLine = now;
    std::fprintf(stderr, "%s\n", describe(progress).c_str());
}

void ProgressPrinter::endBar() {
    if (m_barOpen) std::fputc('\n', stderr);
    m_barOpen = false;
}

std::string ProgressPrinter::describe(const Progress& progress) const {
    if (progress.total == 0 && progress.done == 0) return progress.stage + " ...";
    std::string text = progress.stage + "  " + std::to_string(progress.done);
    if (progress.total > 0) {
        text += "/" + std::to_string(progress.total);
        if (m_style == ProgressStyle::Bar) {
            constexpr std::size_t width = 24;
            const auto full = static_cast<std::size_t>(width * progress.done / progress.total);
            text += "  [" + std::string(full, '#') + std::string(width - full, ' ') + "]";
        }
    }
    char tail[64];
    if (progress.perSecond > 0) {
        std::snprintf(tail, sizeof tail, progress.perSecond < 10 ? "  %.1f/s" : "  %.0f/s",
                      progress.perSecond);
        text += tail;
    }
    if (progress.secondsLeft >= 1) {
        const auto seconds = static_cast<long long>(std::llround(progress.secondsLeft));
        std::snprintf(tail, sizeof tail, "  %lld:%02lld left", seconds / 60, seconds % 60);
        text += tail;
    }
    return text;
}

}  // namespace nounscope
