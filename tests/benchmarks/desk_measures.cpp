// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk_measures.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <utility>

#include <QEventLoop>
#include <QImage>
#include <QMetaEnum>
#include <QThread>
#include <QTimer>
#include <QtGlobal>

#include "support/scenario_recording.h"

namespace orrery::console::desk {
namespace {

double threadMillis() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

}  // namespace

void chooseScreen() {
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
}

double millisOf(Clock::duration span) { return std::chrono::duration<double, std::milli>(span).count(); }

bool TimedApplication::notify(QObject* receiver, QEvent* event) {
    if (QThread::currentThread() != thread() || m_inside) {   // Sources work on threads of their own.
        return QApplication::notify(receiver, event);
    }
    m_inside = true;
    const QEvent::Type type = event->type();
    const char* name = receiver->metaObject()->className();
    const double processor = threadMillis();
    const auto begin = Clock::now();
    const bool handled = QApplication::notify(receiver, event);
    const auto end = Clock::now();
    m_inside = false;
    if (counting) {
        slices.push_back({millisOf(end - begin), threadMillis() - processor, type, name});
    }
    if (type == QEvent::UpdateRequest && painted) {
        painted(end);
    }
    return handled;
}

void TimedApplication::carryOut(std::function<void()> act) {
    QMetaObject::invokeMethod(this, std::move(act), Qt::QueuedConnection);
}

void runFor(std::chrono::milliseconds span) {
    QEventLoop loop;
    QTimer::singleShot(span, &loop, &QEventLoop::quit);
    loop.exec();
}

std::vector<Slice> countSlices(TimedApplication& application, const std::function<void()>& scene,
                               std::chrono::milliseconds span) {
    application.slices.clear();
    application.counting = true;
    scene();
    runFor(span);
    application.counting = false;
    return std::exchange(application.slices, {});
}

void printHeading(const char* what) {
    std::printf("%-26s %7s %8s %8s %8s %10s\n", what, "slices", "p50 ms", "p99 ms", "max ms", "max of cpu");
}

void print(const char* name, const std::vector<Slice>& slices) {
    constexpr double budget = 50;
    const std::vector<double> wall = wallOf(slices);
    const auto worst = std::max_element(slices.begin(), slices.end(), [](const Slice& one, const Slice& other) {
        return one.processor < other.processor;
    });
    const double busy = worst == slices.end() ? 0 : worst->processor;
    std::printf("%-26s %7zu %8.2f %8.2f %8.2f %10.2f", name, slices.size(), quantile(wall, 0.5),
                quantile(wall, 0.99), largest(wall), busy);
    if (busy > budget) {
        std::printf("  %s of %s", QMetaEnum::fromType<QEvent::Type>().valueToKey(worst->event), worst->receiver);
    }
    std::printf("\n");
    std::fflush(stdout);
}

void judge(const char* what, double figure, const char* unit, double budget) {
    std::printf("%-40s %8.1f %-3s budget < %-5g %s\n", what, figure, unit, budget, figure < budget ? "within" : "OVER");
    std::fflush(stdout);
}

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

std::vector<double> wallOf(const std::vector<Slice>& slices) {
    std::vector<double> result;
    for (const Slice& slice : slices) {
        result.push_back(slice.wall);
    }
    return result;
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

bool writeStream(const QString& path, const StreamSize& size) {
    fixture::ScenarioOptions options;
    options.hosts = size.hosts;
    options.unitsPerHost = size.unitsPerHost;
    options.backups = 2;
    options.interval = milliseconds(100);
    options.length = orrery::seconds(size.seconds);
    options.killAt = orrery::seconds(size.killSecond.value_or(size.seconds / 2));
    // In a process of its own: what making the stream needs is not memory of the desk.
    const pid_t child = fork();
    if (child == 0) {
        const Status written = fixture::writeScenario(path, options);
        if (!written) {
            std::fprintf(stderr, "The stream cannot be written: %s\n", written.error().detail.c_str());
        }
        _exit(written ? 0 : 1);
    }
    int how = 1;
    return child > 0 && waitpid(child, &how, 0) == child && how == 0;
}

}  // namespace orrery::console::desk
