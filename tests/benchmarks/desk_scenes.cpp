// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person does at the desk while 200 units stream in, and what each of it costs the user interface's
// thread; the columns are those of desk_benchmark.
//   first showing of each view, choosing units, every dock open, typing in the palette, resizing the window,
//   charts of five minutes, of one and of twelve panels, 50,000 events; then on a simulated grid of the same size: the views at normal
//   speed and ten times faster, going into the past and back, and the sheet of a plan.
//
//   desk_scenes [seconds per scene, 3]              all scenes
//   desk_scenes SECONDS views|habits|charts|journal|simulated     some of them
//   desk_scenes memory [seconds, 600] [speed, 8]    memory while a recording is replayed again and again
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <ranges>
#include <utility>

#include <QKeyEvent>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>

#include "console/memory/large_pages.h"
#include "console/shell/main_window.h"
#include "console/shell/view_factory.h"
#include "console/source/recording_source.h"
#include "console/source/simulated/simulated_source.h"
#include "console/views/charts_view.h"
#include "console/widgets/theme.h"
#include "desk_measures.h"
#include "support/scenario_recording.h"

using namespace orrery;
using namespace orrery::console;
using namespace orrery::console::desk;
using Millis = std::chrono::milliseconds;

namespace {

constexpr StreamSize fullScale{20, 10, 0};
constexpr int actsPerScene = 20;
constexpr int quickSeconds = 256;
constexpr int historySpeed = 16;
constexpr int plainSeconds = 60;

/// A grid's journal that is full: fills the log of events once, and then adds a few with every batch.
class JournalSource : public GridSource {
public:
    /// Makes the grid's state here, for that takes time which is not the desk's.
    JournalSource()
        : m_state(fixture::scenarioMessages({.hosts = 20, .unitsPerHost = 10, .backups = 2, .length = seconds(2)})) {
        m_state.resize(1);
    }
    SourceKind kind() const override { return SourceKind::Live; }
    QString title() const override { return QStringLiteral("journal"); }
    bool canAct() const override { return false; }
    ~JournalSource() override { stop(); }
    void stop() override {
        m_thread.quit();
        m_thread.wait();
    }
    void start() override {
        auto* timer = new QTimer;
        timer->setInterval(100);
        timer->moveToThread(&m_thread);
        connect(&m_thread, &QThread::finished, timer, &QObject::deleteLater);
        connect(&m_thread, &QThread::started, timer, [this, timer] {
            give(EventLog::capacity);
            timer->start();
        });
        connect(timer, &QTimer::timeout, timer, [this] { give(10); });
        m_thread.start();
    }

private:
    void give(std::size_t count) {
        auto batch = std::make_shared<StreamBatch>();
        batch->contact = Contact{ContactState::Live, m_now, QStringLiteral("127.0.0.1:1"), {}};
        batch->messages = std::exchange(m_state, {});
        m_now = batch->messages.empty() ? m_now : batch->messages.front().at;
        for (std::size_t index = 0; index < count; ++index) {
            model::GridEvent event;
            event.number = ++m_number;
            event.at = m_now.wall;
            event.kind = m_number % 3 == 0 ? model::EventKind::CopyJoined : model::EventKind::PrimaryMoved;
            event.severity = m_number % 50 == 0 ? model::Severity::Medium : model::Severity::Notice;
            event.actor = "controller";
            event.unit = UnitId{static_cast<std::uint32_t>(1 + m_number % 200)};
            event.partition = PartitionId{static_cast<std::uint16_t>(m_number % 256)};
            event.partitionCount = 1;
            event.text = "Partition " + std::to_string(m_number % 256) + " is led by another unit.";
            batch->messages.push_back({m_now, std::make_shared<const model::StreamMessage>(event), {}});
        }
        m_now.at = m_now.at + orrery::milliseconds(100);
        m_now.wall.millis += 100;
        batch->now = m_now;
        Q_EMIT batchReceived(batch);
    }

    std::vector<ReceivedMessage> m_state;
    Moment m_now;
    std::uint64_t m_number = 0;
    QThread m_thread;
};

class Scenes {
public:
    Scenes(TimedApplication& application, MainWindow& window, Millis span)
        : m_application(application), m_window(window), m_span(span) {}

    void firstShowings() {
        printHeading("first showing");
        for (const ViewEntry& entry : viewEntries()) {
            once(entry.title, [&] { m_window.showView(entry.name); });
        }
    }

    void habits() {
        printHeading("streaming, and");
        m_window.showView(ViewName::Units);
        repeat("choosing units", [&](int act) {
            m_window.session().selection().select(UnitId{static_cast<std::uint32_t>(1 + act * 9)});
        });
        m_window.showView(ViewName::Partitions);
        repeat("choosing partitions", [&](int act) {
            m_window.session().selection().select(PartitionId{static_cast<std::uint16_t>(act * 12)});
        });
        once("every dock opening", [&] {
            for (QDockWidget* dock : m_window.findChildren<QDockWidget*>()) {
                dock->show();
            }
        });
        once("the palette opening", [&] { m_window.openPalette(); });
        repeat("typing in the palette", [&](int act) { type("partition p 12 unit b"[act % 21]); });
        m_window.showView(ViewName::Units);
        once("the palette closing", [&] { press(Qt::Key_Escape); });
        for (const ViewName view : {ViewName::Wall, ViewName::Units, ViewName::Partitions}) {
            m_window.showView(view);
            const QString name = QStringLiteral("resizing %1").arg(wordFor(view));
            repeat(qPrintable(name), [&](int act) { m_window.resize(1500 + 20 * (act % 10), 900 + 10 * (act % 10)); });
        }
    }

    void charts() {
        fillHistory();
        printHeading("five minutes of samples");
        once("charts", [&] { m_window.showView(ViewName::Charts); });
        auto* board = qobject_cast<ChartsView*>(m_window.currentView());
        once("the last minute of them", [&] { m_window.session().cursor().setSpan(orrery::seconds(60)); });
        once("one panel as large as the page", [&] { board->setBoardLayout(QStringLiteral("0:worst")); });
        once("a board of eleven panels", [&] { board->setBoardLayout(boardOf(11)); });
        once("one more panel", [&] { board->addPanel({Metric::MemoryBytes, PanelScope::Grid}); });
        once("a board of twelve panels", [&] { board->setBoardLayout(boardOf(12)); });
        repeat("their cursor", [&](int act) {
            const Instant now = board->snapshot()->now.at;
            m_window.session().cursor().setPoint(now - seconds(act));
        });
    }

    void journal() {
        printHeading("50,000 events, and");
        auto source = std::make_unique<JournalSource>();
        once("attaching them", [&] {
            m_window.session().attachSource(std::move(source), Mode::Observe);
            m_window.enter();
        });
        once("first showing", [&] { m_window.showView(ViewName::Events); });
        once("streaming", [] {});
        once("focus in the filter", [&] { m_window.currentView()->filterField()->setFocus(); });
        repeat("typing in the filter", [&](int act) {
            act % 10 == 9 ? press(Qt::Key_Backspace) : type("partition 12 led by"[act % 19]);
        });
    }

    void simulated() {
        printHeading("200 simulated units, and");
        SimulationOptions options = presetOptions(SimulationPreset::Largest);
        options.hosts = 20;
        options.units = 200;
        options.backups = 2;
        auto source = std::make_unique<SimulatedSource>(options);
        SimulatedSource* grid = source.get();
        m_window.session().attachSource(std::move(source), Mode::Operate);
        m_window.enter();
        const auto deadline = Clock::now() + std::chrono::seconds(60);
        while (!m_window.session().store().latest()->hasState && Clock::now() < deadline) {
            runFor(Millis(100));
        }
        runFor(std::chrono::seconds(5));
        for (const double speed : {1.0, 10.0}) {
            grid->setSpeed(speed);
            for (const ViewName view : {ViewName::Wall, ViewName::Units, ViewName::Partitions, ViewName::Charts}) {
                const QString name = QStringLiteral("%1 x %2").arg(wordFor(view)).arg(speed);
                once(qPrintable(name), [&] { m_window.showView(view); });
            }
        }
        grid->setSpeed(1);
        runFor(std::chrono::seconds(3));
        past();
        plan();
    }

    /// Replays until charts have samples from edge to edge: most of them quickly, the last minute as it was, for
    /// what is replayed quickly is kept with fewer points.
    void fillHistory() {
        RecordingSource* source = m_window.session().recording();
        source->setSpeed(historySpeed);
        runFor(std::chrono::seconds(quickSeconds / historySpeed));
        source->setSpeed(1);
        runFor(std::chrono::seconds(plainSeconds));
    }

private:
    /// As it is kept: the first so many metrics, the lag over all units.
    static QString boardOf(std::size_t panels) {
        QStringList words;
        for (const Metric metric : allMetrics() | std::views::take(panels)) {
            const PanelScope scope = metric == Metric::LagMillis ? PanelScope::Quantiles : PanelScope::Grid;
            words.push_back(QStringLiteral("%1:%2").arg(static_cast<int>(metric)).arg(wordFor(scope)));
        }
        return words.join(QLatin1Char(' '));
    }

    void once(const char* name, const std::function<void()>& act) {
        print(name, countSlices(m_application, [&] { m_application.carryOut(act); }, m_span));
    }

    void repeat(const char* name, const std::function<void(int)>& act) {
        print(name, countSlices(m_application, [&] {
            for (int number = 0; number < actsPerScene; ++number) {
                m_application.carryOut([&act, number] { act(number); });
                runFor(m_span / actsPerScene);
            }
        }, Millis(100)));
    }

    static void press(int key, const QString& text = {}) {
        QWidget* focus = QApplication::focusWidget();
        if (focus == nullptr) {
            return;
        }
        QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier, text);
        QApplication::sendEvent(focus, &down);
    }
    static void type(char letter) { press(Qt::Key_A, QString(QLatin1Char(letter))); }

    /// From asking for a moment to the picture of it.
    void past() {
        Session& session = m_window.session();
        const Moment newest = session.store().latest()->now;
        for (const int ago : {20, 3, 15}) {
            const auto begin = Clock::now();
            std::optional<double> took;
            const Instant wanted = newest.at - seconds(ago);
            const QString name = QStringLiteral("going %1 s back").arg(ago);
            const auto watch = QObject::connect(&session, &Session::shownChanged, &m_application, [&] {
                const Instant shown = session.shownStore().latest()->now.at;
                if (!took && session.isInPast() && std::abs(shown.micros - wanted.micros) < 600'000) {
                    took = millisOf(Clock::now() - begin);
                }
            });
            once(qPrintable(name), [&] { session.showMoment(wanted); });
            QObject::disconnect(watch);
            std::printf("%-26s %7.0f ms to the picture   budget: < 200 (of a recording that is open)\n", "",
                        took.value_or(-1));
        }
        once("back to live", [&] { session.goLive(); });
    }

    void plan() {
        model::Action action;
        action.kind = model::ActionKind::DrainUnit;
        action.unit = m_window.session().store().latest()->state->units.front().name;
        once("the sheet of a plan", [&] { m_window.propose(action); });
        const bool isPlanned = m_window.session().actions().stage() == ActionStage::Planned;
        std::printf("%-26s %s\n", "", isPlanned ? "planned" : "NOT planned in time");
    }

    TimedApplication& m_application;
    MainWindow& m_window;
    Millis m_span;
};

/// The slope of the line through memory over time: bytes that stay count, bytes that come and go do not.
int watchMemory(MainWindow& window, const QString& path, int watchedSeconds, double speed) {
    constexpr int recordedSeconds = 300;
    if (!writeStream(path, {fullScale.hosts, fullScale.unitsPerHost, recordedSeconds}) ||
        !window.session().attachRecording({path})) {
        return 1;
    }
    window.enter();
    RecordingSource* source = window.session().recording();
    source->setSpeed(speed);
    source->setLoop(PlaybackLoop{source->begin().at + seconds(1), source->end().at - seconds(1)});
    source->play();
    std::vector<double> memory;
    const std::size_t views = viewEntries().size();
    for (int second = 0; second < watchedSeconds; ++second) {
        if (second % 5 == 0) {
            window.showView(viewEntries()[static_cast<std::size_t>(second / 5) % views].name);
        }
        runFor(std::chrono::seconds(1));
        memory.push_back(static_cast<double>(residentMegabytes()));
        if (second % 60 == 59) {
            std::printf("after %4d s: %.0f MB\n", second + 1, memory.back());
            std::fflush(stdout);
        }
    }
    // The first fifth fills the rings.
    const std::size_t from = memory.size() / 5;
    double meanTime = 0, meanMemory = 0, together = 0, spread = 0;
    const auto count = static_cast<double>(memory.size() - from);
    for (std::size_t at = from; at < memory.size(); ++at) {
        meanTime += static_cast<double>(at) / count;
        meanMemory += memory[at] / count;
    }
    for (std::size_t at = from; at < memory.size(); ++at) {
        together += (static_cast<double>(at) - meanTime) * (memory[at] - meanMemory);
        spread += (static_cast<double>(at) - meanTime) * (static_cast<double>(at) - meanTime);
    }
    std::printf("memory: %.0f MB in the mean, slope %+.2f MB a minute   budget: < 600, flat\n", meanMemory,
                60 * together / spread);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    reserveLargePages();
    chooseScreen();
    TimedApplication application(argc, argv);
    theme::apply(application, Appearance::Dark);
    const auto number = [&](int index, int fallback) { return argc > index ? std::atoi(argv[index]) : fallback; };
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("stream.orrery"));
    MainWindow window;
    window.show();
    window.session().setRingRoot(folder.path());
    if (argc > 1 && std::strcmp(argv[1], "memory") == 0) {
        return watchMemory(window, path, number(2, 600), number(3, 8));
    }
    const int seconds = std::max(1, number(1, 3));
    if (!writeStream(path, {fullScale.hosts, fullScale.unitsPerHost, 30 * seconds + 10 + quickSeconds + plainSeconds}) ||
        !window.session().attachRecording({path})) {
        return 1;
    }
    window.enter();
    window.session().recording()->play();
    runFor(std::chrono::seconds(2));
    Scenes scenes(application, window, std::chrono::seconds(seconds));
    const std::pair<const char*, void (Scenes::*)()> groups[] = {{"views", &Scenes::firstShowings},
                                                                 {"habits", &Scenes::habits},
                                                                 {"charts", &Scenes::charts},
                                                                 {"journal", &Scenes::journal},
                                                                 {"simulated", &Scenes::simulated}};
    for (const auto& [name, show] : groups) {
        if (argc <= 2 || std::strcmp(argv[2], name) == 0) {
            (scenes.*show)();
        }
    }
    return 0;
}
