// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the desk's benchmarks measure with: slices of the user interface's thread, memory, processor time,
// and a stream at full scale that was recorded beforehand.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <QApplication>
#include <QSize>
#include <QString>

namespace orrery::console::desk {

using Clock = std::chrono::steady_clock;

/// Without a display windows are painted into memory. Before the application is made.
void chooseScreen();

double millisOf(Clock::duration span);

/// One outermost event of the user interface's thread: nothing else ran there meanwhile.
struct Slice {
    double wall = 0;       ///< Milliseconds by the clock: with what else the machine does.
    double processor = 0;  ///< Milliseconds of this thread's processor time: what our code costs.
    int event = 0;         ///< QEvent::Type
    const char* receiver = "";  ///< Name of its class.
};

/// Times every outermost event.
class TimedApplication : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override;
    /// Carries `act` out as an event of its own, so that it counts as a slice.
    void carryOut(std::function<void()> act);

    std::vector<Slice> slices;
    bool counting = false;
    /// Called with the time at which a window was painted.
    std::function<void(Clock::time_point)> painted;

private:
    bool m_inside = false;
};

/// Lets events run for so long.
void runFor(std::chrono::milliseconds span);

/// What is counted while the events run that `scene` leaves behind, and `span` longer.
std::vector<Slice> countSlices(TimedApplication& application, const std::function<void()>& scene,
                               std::chrono::milliseconds span);
void printHeading(const char* what);
/// A line of the table; names the worst slice when it is over the budget of 50 ms.
void print(const char* name, const std::vector<Slice>& slices);

/// A line: the figure, its budget, and whether it is below it.
void judge(const char* what, double figure, const char* unit, double budget);

/// 0 of none.
double quantile(std::vector<double> values, double share);
double largest(const std::vector<double>& values);
std::vector<double> wallOf(const std::vector<Slice>& slices);

long residentMegabytes();
double processorSeconds();
/// Milliseconds to fill so many pixels once.
double fillMillis(QSize size);

/// A unit is killed at `killSecond`, in the middle unless told.
struct StreamSize {
    std::uint32_t hosts;
    std::uint32_t unitsPerHost;
    int seconds;
    std::optional<int> killSecond = {};
};

/// Writes a stream of ten updates a second from each unit, three copies, 256 partitions. False, and a line on standard error, when it cannot.
bool writeStream(const QString& path, const StreamSize& size);

}  // namespace orrery::console::desk
