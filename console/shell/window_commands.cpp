// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the main window can do, as entries of its command table, and the two places that list them: the
// palette and the menu of the grid's name.
#include <algorithm>
#include <iterator>

#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QStandardPaths>

#include "console/shell/alarm_band.h"
#include "console/shell/alarm_controls.h"
#include "console/shell/attention.h"
#include "console/shell/command_palette.h"
#include "console/shell/connect_page.h"
#include "console/shell/guard_sheet.h"
#include "console/shell/help_sheet.h"
#include "console/shell/key_sheet.h"
#include "console/shell/look_settings.h"
#include "console/shell/main_window.h"
#include "console/shell/palette_entries.h"
#include "console/shell/status_strip.h"
#include "console/shell/time_bar.h"
#include "console/shell/time_words.h"
#include "console/shell/toasts.h"
#include "console/shell/view_factory.h"
#include "console/shell/views_bar.h"
#include "console/source/recording_source.h"
#include "console/state/formatting.h"
#include "console/widgets/icons.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr int cycleMillis = 20'000;

QList<QKeySequence> keyList(std::initializer_list<const char*> texts) {
    QList<QKeySequence> keys;
    for (const char* text : texts) {
        keys.push_back(QKeySequence(QString::fromLatin1(text)));
    }
    return keys;
}

QString onOff(bool on) { return on ? MainWindow::tr("on") : MainWindow::tr("off"); }

QApplication& application() { return *qobject_cast<QApplication*>(QCoreApplication::instance()); }

}  // namespace

void MainWindow::addCommands() {
    addViewCommands();
    addGoCommands();
    addTimeCommands();
    addAlarmCommands();
    addLayoutCommands();
    addWindowCommands();
    addSheetCommands();
}

void MainWindow::addViewCommands() {
    int number = 1;
    for (const ViewEntry& entry : viewEntries()) {
        Command command{QStringLiteral("view.") + QString::fromLatin1(entry.iconName), titleOf(entry.name),
                        CommandGroup::Views, {}, PlainKeys::Everywhere, QString::fromLatin1(entry.iconName),
                        [this, name = entry.name] { showView(name); }, {}, {}};
        if (number <= 10) {
            command.keys = {QKeySequence(QStringLiteral("Ctrl+%1").arg(number % 10))};
        }
        ++number;
        m_commands.add(std::move(command));
    }
}

void MainWindow::addGoCommands() {
    const auto group = CommandGroup::Go;
    m_commands.add({QStringLiteral("go.palette"), tr("Search or act"), group, keyList({"Ctrl+K"}),
                    PlainKeys::Everywhere, QStringLiteral("search"), [this] { openPalette(); }, {}, {}});
    m_commands.add({QStringLiteral("go.filter"), tr("Filter this view"), group, keyList({"Ctrl+F", "/"}),
                    PlainKeys::Everywhere, QStringLiteral("filter"),
                    [this] { currentView()->filterField()->setFocus(Qt::ShortcutFocusReason); },
                    [this] { return currentView()->filterField() != nullptr ? QString()
                                                                            : tr("This view has no filter."); }, {}});
    m_commands.add({QStringLiteral("go.back"), tr("Back: view, selection and filter before"), group,
                    keyList({"Alt+Left"}), PlainKeys::Everywhere, QStringLiteral("back"),
                    [this] { showPlace(m_navigation.goBack()); },
                    [this] { return m_navigation.canGoBack() ? QString() : tr("There is nothing before this."); }, {}});
    m_commands.add({QStringLiteral("go.forward"), tr("Forward again"), group, keyList({"Alt+Right"}),
                    PlainKeys::Everywhere, QStringLiteral("arrow-right"),
                    [this] { showPlace(m_navigation.goForward()); },
                    [this] { return m_navigation.canGoForward() ? QString() : tr("There is nothing after this."); },
                    {}});
    m_commands.add({QStringLiteral("go.nextPane"), tr("Next pane"), group, keyList({"F6"}), PlainKeys::Everywhere,
                    QStringLiteral("panel-right"), [this] { m_panes.go(Direction::Forward); }, {}, {}});
    m_commands.add({QStringLiteral("go.previousPane"), tr("Previous pane"), group, keyList({"Shift+F6"}),
                    PlainKeys::Everywhere, QStringLiteral("panel-right"), [this] { m_panes.go(Direction::Backward); },
                    {}, {}});
    m_commands.add({QStringLiteral("action.plan"), tr("Plan for the selection"), CommandGroup::Actions,
                    keyList({"Ctrl+Return"}), PlainKeys::Everywhere, QStringLiteral("plan"),
                    [this] { planForSelection(); },
                    [this] {
                        return !m_session.mayAct() ? tr("Nothing can be changed here.")
                               : likelyAction(*m_shown, m_session.selection().current())
                                   ? m_session.actions().whyUnavailable()
                                   : tr("Select a unit or a partition first.");
                    }, {}});
}

void MainWindow::addTimeCommands() {
    const auto needsGrid = [this] { return m_session.isAttached() ? QString() : tr("No grid is open."); };
    const auto add = [&](const char* id, const QString& title, QList<QKeySequence> keys, const char* iconName,
                         std::function<void()> run) {
        m_commands.add({QStringLiteral("time.") + QString::fromLatin1(id), title, CommandGroup::Time, std::move(keys),
                        PlainKeys::OnPictures, QString::fromLatin1(iconName), std::move(run), needsGrid, {}});
    };
    add("play", tr("Hold the display, or play"), keyList({"Space", "Ctrl+Space"}), "pause",
        [this] { m_time->togglePlay(); });
    add("live", tr("Back to live"), keyList({"L", "Home", "Ctrl+Home"}), "to-live", [this] { m_time->goLive(); });
    add("previousSample", tr("Step back one sample"), keyList({","}), "step-back",
        [this] { m_time->stepSample(StepDirection::Back); });
    add("nextSample", tr("Step on one sample"), keyList({"."}), "step-forward",
        [this] { m_time->stepSample(StepDirection::Forward); });
    add("previousEvent", tr("Step back one event"), keyList({"Shift+,"}), "step-back",
        [this] { m_time->stepEvent(StepDirection::Back); });
    add("nextEvent", tr("Step on one event"), keyList({"Shift+."}), "step-forward",
        [this] { m_time->stepEvent(StepDirection::Forward); });
    add("previousBookmark", tr("Previous bookmark"), {}, "bookmark",
        [this] { m_time->stepBookmark(StepDirection::Back); });
    add("nextBookmark", tr("Next bookmark"), {}, "bookmark", [this] { m_time->stepBookmark(StepDirection::Forward); });
    add("bookmark", tr("Bookmark this moment"), keyList({"Ctrl+B"}), "bookmark", [this] { m_time->addBookmark(); });
    add("jump", tr("Go to a time…"), keyList({"Ctrl+G"}), "clock", [this] { openPalette(QStringLiteral("t ")); });
    m_commands.add({QStringLiteral("time.record"), tr("Start or stop recording"), CommandGroup::Time,
                    keyList({"Ctrl+R"}), PlainKeys::Everywhere, QStringLiteral("record"),
                    [this] { m_time->toggleRecording(); },
                    [this] {
                        return m_session.presentation() == Presentation::Nothing ||
                                       m_session.presentation() == Presentation::Replay
                                   ? tr("Only a grid that runs can be recorded.") : QString();
                    },
                    [this] { return onOff(m_session.recorder().isRecording()); }});
}

void MainWindow::addAlarmCommands() {
    const auto group = CommandGroup::Alarms;
    const auto target = [this] { return m_alarmControls->target(m_alarms->current()); };
    const auto whyNot = [this, target] {
        return !target() ? tr("There is no alarm.") : m_alarmControls->whyNot();
    };
    m_commands.add({QStringLiteral("alarm.acknowledge"), tr("Acknowledge the chosen or newest alarm"), group,
                    keyList({"Alt+A"}), PlainKeys::Everywhere, QStringLiteral("acknowledge"),
                    [this, target] { m_alarmControls->acknowledge(*target()); }, whyNot, {}});
    m_commands.add({QStringLiteral("alarm.shelve"), tr("Shelve the chosen or newest alarm…"), group,
                    keyList({"Alt+S"}), PlainKeys::Everywhere, QStringLiteral("shelve"),
                    [this, target] { m_alarmControls->shelve(*target()); }, whyNot, {}});
    m_commands.add({QStringLiteral("alarm.sound"), tr("Sound for P1 alarms"), group, {}, PlainKeys::Everywhere,
                    QStringLiteral("sound"), [this] { m_attention->toggleSound(); }, {},
                    [this] { return onOff(m_attention->hasSound()); }});
}

void MainWindow::addLayoutCommands() {
    const auto group = CommandGroup::Layout;
    int number = 1;
    for (const Perspective perspective : allPerspectives) {
        m_commands.add({QStringLiteral("layout.perspective%1").arg(number), titleOf(perspective), group,
                        {QKeySequence(QStringLiteral("Ctrl+Shift+%1").arg(number))}, PlainKeys::Everywhere,
                        QStringLiteral("layout"), [this, perspective] { m_perspectives->go(perspective); },
                        [this, perspective] {
                            return perspective == Perspective::Training &&
                                           (!m_session.isAttached() ||
                                            m_session.source()->kind() != SourceKind::Simulated)
                                       ? tr("Training is for simulated grids. Open one first.") : QString();
                        }, {}});
        ++number;
    }
    m_commands.add({QStringLiteral("layout.wall"), tr("Wall on or off"), group, keyList({"F11"}),
                    PlainKeys::Everywhere, QStringLiteral("fullscreen"), [this] { toggleWall(); }, {}, {}});
    m_commands.add({QStringLiteral("layout.cycle"), tr("Change the view on the wall every 20 s"), group, {},
                    PlainKeys::Everywhere, QStringLiteral("loop"), [this] { toggleCycling(); }, {},
                    [this] { return onOff(m_cycle.isActive()); }});
    m_commands.add({QStringLiteral("layout.beside"), tr("Show this view beside the others"), group,
                    keyList({"Ctrl+Shift+B"}), PlainKeys::Everywhere, QStringLiteral("compare"),
                    [this] { putBeside(); }, {}, {}});
    const char* const dockKeys[] = {"Ctrl+Shift+D", "Ctrl+Shift+O"};
    for (std::size_t index = 0; index < m_docks->docks().size(); ++index) {
        Dock* dock = m_docks->docks()[index];
        m_commands.add({QStringLiteral("layout.") + dock->objectName(), tr("Panel: %1").arg(dock->windowTitle()), group,
                        keyList({dockKeys[index]}), PlainKeys::Everywhere, QStringLiteral("panel-right"),
                        [this, dock] { dock->isHidden() ? m_docks->reveal(*dock) : dock->hide(); }, {},
                        [dock] { return onOff(!dock->isHidden()); }});
    }
    m_commands.add({QStringLiteral("layout.lock"), tr("Lock panels"), group, {}, PlainKeys::Everywhere,
                    QStringLiteral("lock"),
                    [this] {
                        const bool locked = m_docks->lock() == DockLock::Locked;
                        m_docks->setLock(locked ? DockLock::Loose : DockLock::Locked);
                    },
                    {}, [this] { return onOff(m_docks->lock() == DockLock::Locked); }});
    m_commands.add({QStringLiteral("layout.reset"), tr("Reset the layout"), group, {}, PlainKeys::Everywhere,
                    QStringLiteral("restart"), [this] { m_perspectives->reset(); }, {}, {}});
}

void MainWindow::addWindowCommands() {
    const auto group = CommandGroup::Window;
    m_commands.add({QStringLiteral("window.doors"), tr("Connect or open a recording"), group, keyList({"Ctrl+O"}),
                    PlainKeys::Everywhere, QStringLiteral("connect"), [this] { showDoors(); }, {}, {}});
    m_commands.add({QStringLiteral("window.mode"), tr("Observe or operate"), group, {}, PlainKeys::Everywhere,
                    QStringLiteral("operate"), [this] { toggleMode(); },
                    [this] {
                        return m_session.isAttached() && m_session.source()->canAct()
                                   ? QString() : tr("Nothing can be changed here.");
                    },
                    [this] { return wordOf(m_frame->mode()); }});
    m_commands.add({QStringLiteral("window.theme"), tr("Dark or light"), group, keyList({"Ctrl+T"}),
                    PlainKeys::Everywhere, QStringLiteral("moon"), [this] { toggleTheme(); }, {}, {}});
    m_commands.add({QStringLiteral("window.contrast"), tr("High contrast"), group, {}, PlainKeys::Everywhere,
                    QStringLiteral("contrast"), [this] { toggleContrast(); }, {},
                    [] { return onOff(theme::appearance() == Appearance::DarkContrast ||
                                      theme::appearance() == Appearance::LightContrast); }});
    m_commands.add({QStringLiteral("window.motion"), tr("Reduced motion"), group, {}, PlainKeys::Everywhere,
                    QStringLiteral("motion"), [this] { toggleMotion(); }, {},
                    [] { return onOff(theme::motion() == theme::Motion::Reduced); }});
    m_commands.add({QStringLiteral("window.larger"), tr("Larger text"), group, keyList({"Ctrl++", "Ctrl+="}),
                    PlainKeys::Everywhere, QStringLiteral("zoom-in"), [this] { zoom(theme::Zoom::In); }, {}, {}});
    m_commands.add({QStringLiteral("window.smaller"), tr("Smaller text"), group, keyList({"Ctrl+-"}),
                    PlainKeys::Everywhere, QStringLiteral("zoom-out"), [this] { zoom(theme::Zoom::Out); }, {}, {}});
    m_commands.add({QStringLiteral("window.normalText"), tr("Text as delivered"), group, keyList({"Ctrl+Alt+0"}),
                    PlainKeys::Everywhere, QStringLiteral("font-size"), [this] { zoom(theme::Zoom::Reset); }, {}, {}});
    m_commands.add({QStringLiteral("window.menu"), tr("Menu of the grid"), group, keyList({"F10"}),
                    PlainKeys::Everywhere, QStringLiteral("menu"), [this] { showMenu(); }, {}, {}});
    m_commands.add({QStringLiteral("window.quit"), tr("Close the console"), group, keyList({"Ctrl+Q"}),
                    PlainKeys::Everywhere, QStringLiteral("close"), [this] { close(); }, {}, {}});
    m_commands.add({QStringLiteral("help.keys"), tr("Keys"), CommandGroup::Help, keyList({"Ctrl+/"}),
                    PlainKeys::Everywhere, QStringLiteral("keyboard"), [this] { m_keySheet->openSheet(); }, {}, {}});
}

void MainWindow::showMenu() {
    QMenu menu(this);
    menu.setObjectName(QStringLiteral("gridMenu"));
    CommandGroup last = CommandGroup::Layout;
    for (const CommandGroup group : {CommandGroup::Window, CommandGroup::Layout, CommandGroup::Alarms,
                                     CommandGroup::Help}) {
        if (group != last && !menu.isEmpty()) {
            menu.addSeparator();
        }
        last = group;
        for (const Command& command : m_commands.all()) {
            if (command.group != group || command.id == QLatin1String("window.menu")) {
                continue;
            }
            const QString state = command.state ? command.state() : QString();
            const QString title = state.isEmpty() ? command.title : tr("%1: %2").arg(command.title, state);
            QAction* action = menu.addAction(icon(command.iconName), title + QLatin1Char('\t') + m_keys.hintOf(command.id));
            action->setEnabled(!command.whyNot || command.whyNot().isEmpty());
            connect(action, &QAction::triggered, this, [this, id = command.id] { m_commands.run(id); });
        }
    }
    QPushButton* button = m_strip->gridButton();
    menu.exec(button->mapToGlobal(QPoint(0, button->height())));
}

std::vector<PaletteEntry> MainWindow::commandEntries() const {
    std::vector<PaletteEntry> entries;
    for (const Command& command : m_commands.all()) {
        if (command.id == QLatin1String("go.palette")) {
            continue;
        }
        const QString keys = m_keys.hintOf(command.id);
        const QString state = command.state ? command.state() : QString();
        entries.push_back({QLatin1Char(command.group == CommandGroup::Help ? '?' : 'v'), command.title,
                           state.isEmpty() ? keys : keys.isEmpty() ? state : state + QStringLiteral("   ") + keys,
                           command.iconName,
                           [commands = const_cast<CommandTable*>(&m_commands), id = command.id] { commands->run(id); },
                           QStringLiteral("c/") + command.id, command.whyNot ? command.whyNot() : QString()});
    }
    for (const HelpPage& page : m_help->handbook().pages()) {
        entries.push_back({QLatin1Char('?'), page.title, QString(), QStringLiteral("book"),
                           [help = m_help, id = page.id] { help->openAt(id); }, QStringLiteral("h/") + page.id});
    }
    return entries;
}

std::vector<PaletteEntry> MainWindow::timeEntries(QChar prefix, const QString& words) {
    if (prefix != QLatin1Char('t')) {
        return {};
    }
    const std::optional<WallTime> moment = wallTimeFrom(words, newestMoment());
    if (!moment) {
        return {{QLatin1Char('t'), tr("Type a time: 13:58, 13:58:02, -5m, 2026-11-20 13:58"), tr("UTC"),
                 QStringLiteral("clock"), [] {}, QString(), tr("that is no time yet")}};
    }
    return {{QLatin1Char('t'), tr("Go to %1").arg(formatDateTime(*moment)), QString(), QStringLiteral("clock"),
             [this, at = *moment] { m_session.showMoment(at); }, QString(),
             m_session.isAttached() ? QString() : tr("no grid is open")}};
}

WallTime MainWindow::newestMoment() {
    // Of an attached grid its present, also while the window stands in the past.
    const bool isReplay = m_session.presentation() == Presentation::Replay;
    return isReplay ? m_session.recording()->end().wall : m_session.store().latest()->now.wall;
}

std::vector<PaletteEntry> MainWindow::wholePalette() {
    const PaletteHandlers handlers{
        [this](const Selected& what) {
            m_session.selection().select(what);
            showView(std::holds_alternative<PartitionId>(what)   ? ViewName::Partitions
                     : std::holds_alternative<EventNumber>(what) ? ViewName::Events
                                                                 : ViewName::Units);
        },
        [this](const model::Action& action) { propose(action); }, [this](Metric metric) { addChart(metric); },
        m_session.mayAct() ? m_session.actions().whyUnavailable() : QString(),
        [this](PartitionId partition) { chooseTarget(partition); }};
    std::vector<PaletteEntry> entries = commandEntries();
    const Offer offer = m_session.mayAct() ? Offer::Actions : Offer::LookOnly;
    for (PaletteEntry& entry : paletteEntries(*m_shown, offer, handlers)) {
        entries.push_back(std::move(entry));
    }
    m_paletteOf = m_shown->hasState ? m_shown->state->units.size() : 0;
    return entries;
}

/// What came since the palette was opened stands in it too: units of a grid that has only now answered.
void MainWindow::refillPalette() {
    if (m_palette->isVisible() && m_shown->hasState && m_shown->state->units.size() != m_paletteOf) {
        m_palette->refill(wholePalette());
    }
}

void MainWindow::openPalette(const QString& typed) {
    m_palette->openWith(wholePalette(),
                        [this](QChar prefix, const QString& words) { return timeEntries(prefix, words); }, typed);
}

void MainWindow::planForSelection() {
    if (const auto action = likelyAction(*m_shown, m_session.selection().current())) {
        propose(*action);
    }
}

void MainWindow::toggleMode() {
    if (m_session.mode() == Mode::Operate) {
        m_session.setMode(Mode::Observe);
    } else if (m_marks.guard == Guard::Protected) {
        m_guard->ask(m_shown->hasState ? QString::fromStdString(m_shown->state->name) : m_marks.name);
    } else {
        m_session.setMode(Mode::Operate);
    }
}

void MainWindow::wear(const theme::Look& look) {
    storeLook(*m_settings, theme::look(), look);
    theme::apply(application(), look);
    showMode();
    m_scheduler.refreshAll();
}

void MainWindow::toggleTheme() {
    theme::Look look = theme::look();
    look.appearance = otherGround(look.appearance);
    wear(look);
}

void MainWindow::toggleContrast() {
    theme::Look look = theme::look();
    look.appearance = otherContrast(look.appearance);
    wear(look);
}

void MainWindow::toggleMotion() {
    theme::Look look = theme::look();
    look.motion = look.motion == theme::Motion::Reduced ? theme::Motion::Full : theme::Motion::Reduced;
    wear(look);
}

void MainWindow::zoom(theme::Zoom step) {
    theme::Look look = theme::look();
    look.scalePercent = theme::zoomed(look.scalePercent, step);
    wear(look);
}

void MainWindow::toggleWall() {
    m_perspectives->go(m_perspectives->current() == Perspective::Wall ? m_perspectives->beforeWall()
                                                                      : Perspective::Wall);
}

void MainWindow::dress(Perspective perspective) {
    const bool onWall = perspective == Perspective::Wall;
    m_bar->setVisible(!onWall);
    m_time->setVisible(!onWall);
    if (onWall && !isFullScreen()) {
        m_beforeWall = windowState();
        setWindowState(m_beforeWall | Qt::WindowFullScreen);
    } else if (!onWall && isFullScreen()) {
        m_cycle.stop();
        setWindowState(m_beforeWall & ~Qt::WindowFullScreen);
    }
}

void MainWindow::toggleCycling() {
    if (m_cycle.isActive()) {
        m_cycle.stop();
        return;
    }
    m_perspectives->go(Perspective::Wall);
    m_cycle.start(cycleMillis);
}

void MainWindow::showNextWallView() {
    static constexpr ViewName cycle[] = {ViewName::Wall, ViewName::Partitions, ViewName::Replication,
                                         ViewName::Pumps, ViewName::Charts};
    const auto* const at = std::find(std::begin(cycle), std::end(cycle), m_current);
    showView(at == std::end(cycle) || at + 1 == std::end(cycle) ? cycle[0] : at[1]);
}

void MainWindow::showBeside(std::optional<ViewName> view) {
    m_beside->setVisible(view.has_value());
    if (!view) {
        return;
    }
    auto found = m_besideViews.find(*view);
    if (found == m_besideViews.end()) {
        const auto entry = std::find_if(viewEntries().begin(), viewEntries().end(),
                                        [view](const ViewEntry& candidate) { return candidate.name == *view; });
        if (entry == viewEntries().end()) {
            return;
        }
        found = m_besideViews.emplace(*view, makeView(*entry, m_beside)).first;
    }
    m_beside->setCurrentWidget(found->second);
    found->second->refresh(m_shown);
}

std::optional<ViewName> MainWindow::besideView() const {
    const auto* beside = qobject_cast<View*>(m_beside->currentWidget());
    return m_beside->isHidden() || beside == nullptr ? std::nullopt : std::optional(nameOf(*beside));
}

void MainWindow::putBeside() {
    const ViewName view = m_current;
    if (!besideView()) {
        m_perspectives->go(Perspective::Compare);
    }
    showBeside(view);
}

void MainWindow::notePlace() {
    if (m_isWalking) {
        return;
    }
    const auto* filter = qobject_cast<QLineEdit*>(currentView()->filterField());
    m_navigation.note({m_current, m_session.selection().current(), filter != nullptr ? filter->text() : QString()});
}

void MainWindow::showPlace(const Place* place) {
    if (place == nullptr) {
        return;
    }
    const Place wanted = *place;
    m_isWalking = true;
    showView(wanted.view);
    m_session.selection().select(wanted.selected);
    if (auto* filter = qobject_cast<QLineEdit*>(currentView()->filterField())) {
        filter->setText(wanted.filter);
    }
    m_isWalking = false;
}

}  // namespace orrery::console
