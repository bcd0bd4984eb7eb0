// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the desk costs at full scale: 200 units, 256 partitions, three copies, ten updates a second from
// each unit, every view shown in turn. The stream is a recording made beforehand, so that decoding and
// aggregating happen as they do live. Prints, beside the budgets of the handbook:
//   slice      how long the user interface's thread is busy with one event (nothing else runs meanwhile),
//   wire       from a batch leaving its source to the picture that holds it being on screen,
//   memory, processor time, the same minimised, and the time to the first window.
// The peer is filling the window's pixels once: what any painting costs at least on this machine.
//
//   desk_benchmark [seconds per view, 6] [hosts, 20] [units per host, 10]
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QTemporaryDir>
#include <QTimer>

#include "console/shell/main_window.h"
#include "console/shell/view_factory.h"
#include "console/source/recording_source.h"
#include "console/widgets/theme.h"
#include "support/scenario_recording.h"

using namespace orrery;
using namespace orrery::console;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int minimisedSeconds = 10;
constexpr int warmUpSeconds = 3;

double millisOf(Clock::duration span) { return std::chrono::duration<double, std::milli>(span).count(); }

/// Times every outermost event of the user interface's thread.
class TimedApplication : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override {
        if (m_inside) {
            return QApplication::notify(receiver, event);
        }
        m_inside = true;
        const QEvent::Type type = event->type();
        const auto begin = Clock::now();
        const bool handled = QApplication::notify(receiver, event);
        const auto end = Clock::now();
        m_inside = false;
        if (counting) {
            slices.push_back(millisOf(end - begin));
        }
        if (type == QEvent::UpdateRequest && painted) {
            painted(end);
        }
        return handled;
    }

    std::vector<double> slices;
    bool counting = false;
    std::function<void(Clock::time_point)> painted;

private:
    bool m_inside = false;
};

double quantile(std::vector<double> values, double share) {
    if (values.empty()) {
        return 0;
    }
    const auto place = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(place), values.end());
    return values[place];
}

double largest(const std::vector<double>& values) {
    return values.empty() ? 0 : *std::max_element(values.begin(), values.end());
}

long residentMegabytes() {
    std::ifstream status("/proc/self/statm");
    long pages = 0, resident = 0;
    status >> pages >> resident;
    return resident * sysconf(_SC_PAGESIZE) / 1'000'000;
}

double processorSeconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// When each batch left its source, by the source's clock.
class Departures {
public:
    void note(Instant now) {
        const std::lock_guard lock(m_mutex);
        m_times[now.micros] = Clock::now();
        while (m_times.size() > 1000) {
            m_times.erase(m_times.begin());
        }
    }
    std::optional<Clock::time_point> of(Instant now) const {
        const std::lock_guard lock(m_mutex);
        const auto found = m_times.find(now.micros);
        return found != m_times.end() ? std::optional(found->second) : std::nullopt;
    }

private:
    mutable std::mutex m_mutex;
    std::map<std::int64_t, Clock::time_point> m_times;
};

void runFor(int seconds) {
    QEventLoop loop;
    QTimer::singleShot(seconds * 1000, &loop, &QEventLoop::quit);
    loop.exec();
}

double fillMillis(QSize size) {
    QImage image(size, QImage::Format_RGB32);
    std::vector<double> times;
    for (int round = 0; round < 50; ++round) {
        const auto begin = Clock::now();
        image.fill(0xff000000U + static_cast<unsigned>(round));
        times.push_back(millisOf(Clock::now() - begin));
    }
    return quantile(times, 0.5);
}

View* shownView(const MainWindow& window) {
    for (View* view : window.findChildren<View*>()) {
        if (view->isVisible()) {
            return view;
        }
    }
    return nullptr;
}

struct Request { int secondsPerView; std::uint32_t hosts; std::uint32_t unitsPerHost; };

Request requestFrom(int argc, char** argv) {
    const auto number = [&](int index, int fallback) { return argc > index ? std::atoi(argv[index]) : fallback; };
    return {number(1, 6), static_cast<std::uint32_t>(number(2, 20)), static_cast<std::uint32_t>(number(3, 10))};
}

bool writeStream(const QString& path, const Request& request, int seconds) {
    fixture::ScenarioOptions options;
    options.hosts = request.hosts;
    options.unitsPerHost = request.unitsPerHost;
    options.backups = 2;
    options.interval = milliseconds(100);
    options.length = orrery::seconds(seconds);
    options.killAt = orrery::seconds(seconds / 2);
    const Status written = fixture::writeScenario(path, options);
    if (!written) {
        std::fprintf(stderr, "desk_benchmark: %s\n", written.error().detail.c_str());
    }
    return written.ok();
}

void showViews(TimedApplication& application, MainWindow& window, const Request& request) {
    std::printf("%-14s %8s %9s %9s %9s\n", "view", "slices", "p50 ms", "p99 ms", "max ms");
    std::vector<double> all;
    for (const ViewEntry& entry : viewEntries()) {
        window.showView(entry.name);
        runFor(1);
        application.slices.clear();
        application.counting = true;
        runFor(request.secondsPerView);
        application.counting = false;
        const std::vector<double>& slices = application.slices;
        std::printf("%-14s %8zu %9.2f %9.2f %9.2f\n", entry.title, slices.size(), quantile(slices, 0.5),
                    quantile(slices, 0.99), largest(slices));
        all.insert(all.end(), slices.begin(), slices.end());
    }
    const double fill = fillMillis(window.size());
    std::printf("%-14s %8zu %9.2f %9.2f %9.2f   budget: p99 < 16, none > 50\n", "all", all.size(), quantile(all, 0.5),
                quantile(all, 0.99), largest(all));
    std::printf("ratio: p99 of a slice to filling the window's pixels once (%.2f ms): %.1f\n", fill,
                quantile(all, 0.99) / fill);
}

}  // namespace

int main(int argc, char** argv) {
    const auto processBegin = Clock::now();
    TimedApplication application(argc, argv);
    const Request request = requestFrom(argc, argv);
    theme::apply(application, Appearance::Dark);

    MainWindow window;
    bool first = true;
    application.painted = [&](Clock::time_point at) {
        if (first) {
            std::printf("first window after %.0f ms (budget 1500; the program's loading not counted)\n",
                        millisOf(at - processBegin));
            first = false;
        }
    };
    window.show();
    runFor(1);

    QTemporaryDir folder;
    const int viewCount = static_cast<int>(viewEntries().size());
    const int length = warmUpSeconds + viewCount * (request.secondsPerView + 1) + minimisedSeconds + 5;
    const QString path = folder.filePath(QStringLiteral("stream.orrery"));
    if (!writeStream(path, request, length) || !window.session().attachRecording({path})) {
        return 1;
    }
    window.enter();
    Departures departures;
    RecordingSource* source = window.session().recording();
    QObject::connect(source, &GridSource::batchReceived, source,
                     [&](const StreamBatchPointer& batch) { departures.note(batch->now.at); }, Qt::DirectConnection);
    std::vector<double> wire;
    application.painted = [&](Clock::time_point at) {
        static std::int64_t last = 0;
        const View* view = shownView(window);
        if (view == nullptr || view->snapshot()->now.at.micros == last) {
            return;
        }
        last = view->snapshot()->now.at.micros;
        if (const auto left = departures.of(view->snapshot()->now.at)) {
            wire.push_back(millisOf(at - *left));
        }
    };
    source->play();
    runFor(warmUpSeconds);
    wire.clear();
    const double usedBefore = processorSeconds();
    const auto begin = Clock::now();
    showViews(application, window, request);
    const double span = millisOf(Clock::now() - begin) / 1000;
    std::printf("wire to pixel: p50 %.0f ms, p95 %.0f ms, max %.0f ms over %zu pictures   budget: p95 < 250\n",
                quantile(wire, 0.5), quantile(wire, 0.95), largest(wire), wire.size());
    std::printf("memory: %ld MB   budget: < 600\n", residentMegabytes());
    std::printf("processor: %.0f %% of one core   budget: at most one busy core\n",
                100 * (processorSeconds() - usedBefore) / span);
    window.showMinimized();
    runFor(1);
    const double minimisedBefore = processorSeconds();
    runFor(minimisedSeconds);
    std::printf("minimised: %.1f %% of one core, decoding the stream counted   budget: < 2\n",
                100 * (processorSeconds() - minimisedBefore) / minimisedSeconds);
    return 0;
}
