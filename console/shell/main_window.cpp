// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScreen>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "console/shell/alarm_band.h"
#include "console/shell/alarm_controls.h"
#include "console/shell/attention.h"
#include "console/shell/command_palette.h"
#include "console/shell/connect_page.h"
#include "console/shell/contact_banner.h"
#include "console/shell/detail_dock.h"
#include "console/shell/export_sheet.h"
#include "console/shell/guard_sheet.h"
#include "console/shell/help_sheet.h"
#include "console/shell/key_sheet.h"
#include "console/shell/operations_dock.h"
#include "console/shell/plan_dialog.h"
#include "console/shell/ring_sheet.h"
#include "console/shell/screen_watch.h"
#include "console/shell/shortcuts.h"
#include "console/shell/simulation_form.h"
#include "console/shell/simulation_panel.h"
#include "console/shell/status_strip.h"
#include "console/shell/time_bar.h"
#include "console/shell/toasts.h"
#include "console/shell/tour_sheet.h"
#include "console/shell/unsaved_sheet.h"
#include "console/shell/view_factory.h"
#include "console/shell/views_bar.h"
#include "console/source/live_source.h"
#include "console/source/recording_source.h"
#include "console/source/simulated/simulated_source.h"
#include "console/state/formatting.h"
#include "console/views/alarm_board.h"
#include "console/views/events_view.h"
#include "console/views/recordings_view.h"
#include "console/widgets/metrics.h"
#include "console/widgets/tag_colors.h"

namespace orrery::console {
namespace {

constexpr int smallestWidth = 1100;
constexpr int smallestHeight = 640;
constexpr QSize frameRoom(8, 40);   ///< What a window manager adds to a window.

/// What the window shows of a saved connection; nothing for a grid that was reached another way.
ConnectionMarks marksOf(const std::optional<SavedConnection>& connection) {
    if (!connection) {
        return {};
    }
    return {connection->name, tagColor(connection->color, theme::appearance()),
            connection->mode == ConnectionMode::Protected ? Guard::Protected : Guard::Open};
}

QString geometryKey() { return QStringLiteral("window/geometry"); }

}  // namespace

MainWindow::MainWindow(QWidget* parent) : MainWindow(std::make_unique<Settings>(), parent) {}

MainWindow::MainWindow(std::unique_ptr<Settings> settings, QWidget* parent)
    : QMainWindow(parent), m_settings(std::move(settings)), m_keys(m_commands, *m_settings),
      m_shown(emptySnapshot()), m_frame(new ModeFrame(this)), m_pages(new QStackedWidget(m_frame)),
      m_gridPage(new QWidget(m_pages)), m_body(new QWidget(m_gridPage)), m_docks(new DockArea(m_body)),
      m_center(new QStackedWidget(m_docks)), m_beside(new QStackedWidget(m_docks)), m_strip(new StatusStrip(m_frame)),
      m_banner(new ContactBanner(m_gridPage)), m_bar(new ViewsBar(m_body)), m_alarms(new AlarmBand(m_body)),
      m_simulated(new SimulationPanel(m_session, m_body)),
      m_time(new TimeBar(m_session, m_body)), m_doors(new ConnectPage(m_session, m_pages)), m_veil(new Veil(m_body)),
      m_toasts(new Toasts(this, m_center)),
      m_plan(new PlanDialog(m_session.actions(), this)), m_palette(new CommandPalette(*m_settings, this)),
      m_keySheet(new KeySheet(m_commands, m_keys, this)),
      m_simulation(new SimulationForm(this)), m_guard(new GuardSheet(this)), m_help(new HelpSheet(this)),
      m_export(new ExportSheet(this)), m_ring(new RingSheet(this)), m_unsaved(new UnsavedSheet(this)),
      m_tour(new TourSheet(this)),
      m_screens(new ScreenWatch(this, QSize(smallestWidth, smallestHeight))),
      m_alarmControls(new AlarmControls(m_session, this)),
      m_attention(new Attention(*m_settings, [] { QApplication::beep(); }, this)) {
    setObjectName(QStringLiteral("mainWindow"));
    resize(QSize(metrics::windowWidth, metrics::windowHeight).boundedTo(screen()->availableSize() - frameRoom));
    setMinimumSize(QSize(smallestWidth, smallestHeight).boundedTo(screen()->availableSize() - frameRoom));
    buildViews();
    buildDocks();
    build();
    addCommands();
    new Shortcuts(m_commands, m_keys, this);
    connectParts();
    connectActions();
    connectNotices();
    connectSheets();
    schedule();
    recall();
    m_perspectives->restore();
    restoreWindow();
    showDoors();
}

MainWindow::~MainWindow() {
    hide();   // Pages stop asking when they are hidden, and whom they ask is gone before they are.
    m_session.disconnect(this);
    m_session.store().disconnect(this);
}

ViewContext MainWindow::viewContext() {
    return {&m_session.selection(), &m_session.cursor(), m_session.history(), &m_session.actions()};
}

View* MainWindow::makeView(const ViewEntry& entry, QStackedWidget* parent) {
    View* view = entry.make(viewContext(), parent);
    parent->addWidget(view);
    connect(view, &View::viewRequested, this, &MainWindow::showView);
    connect(view, &View::actionRequested, this, &MainWindow::propose);
    connect(view, &View::fullScreenRequested, this, &MainWindow::toggleWall);
    connect(view, &View::momentRequested, &m_session, qOverload<WallTime>(&Session::showMoment));
    connect(view, &View::detailRequested, this, &MainWindow::showDetail);
    if (auto* recordings = qobject_cast<RecordingsView*>(view)) {
        connectRecordings(*recordings);
    }
    if (auto* events = qobject_cast<EventsView*>(view)) {
        m_alarmControls->serve(*events->board());
    }
    keepFilters(*view);
    keepBoard(*view);
    return view;
}

void MainWindow::buildViews() {
    for (const ViewEntry& entry : viewEntries()) {
        View* view = makeView(entry, m_center);
        m_views[entry.name] = view;
        m_bar->add(entry.name, titleOf(entry.name), QString::fromLatin1(entry.iconName));
        if (auto* filter = qobject_cast<QLineEdit*>(view->filterField())) {
            connect(filter, &QLineEdit::textChanged, this, &MainWindow::notePlace);   // Saved ones and Clear too.
        }
    }
    m_current = viewEntries().front().name;
}

void MainWindow::buildDocks() {
    m_detail = new DetailDock(viewContext(), m_docks);
    m_docks->addDock(QStringLiteral("detail"), tr("Detail"), m_detail);
    m_docks->addDock(QStringLiteral("operations"), tr("Operations"), new OperationsDock(m_session.actions(), m_docks));
    auto* split = new QSplitter(Qt::Horizontal, m_docks);
    split->addWidget(m_center);
    split->addWidget(m_beside);
    split->setChildrenCollapsible(false);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    m_beside->hide();
    m_docks->setCentralWidget(split);
    m_perspectives = new Perspectives(*m_docks, *m_settings,
                                      {[this] { return m_current; }, [this](ViewName view) { showView(view); },
                                       [this] { return besideView(); },
                                       [this](std::optional<ViewName> view) { showBeside(view); },
                                       [this](Perspective perspective) { dress(perspective); }},
                                      this);
}

void MainWindow::build() {
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_bar);
    middle->addWidget(m_docks, 1);
    auto* body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(0);
    body->addLayout(middle, 1);
    body->addWidget(m_alarms);
    body->addWidget(m_simulated);
    body->addWidget(m_time);
    auto* column = new QVBoxLayout(m_gridPage);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_body, 1);
    m_pages->setFocusPolicy(Qt::ClickFocus);
    m_pages->addWidget(m_doors);
    m_pages->addWidget(m_gridPage);
    auto* all = new QVBoxLayout(m_frame);
    all->setContentsMargins(ModeFrame::width, ModeFrame::width, ModeFrame::width, ModeFrame::width);
    all->setSpacing(0);
    all->addWidget(m_strip);
    all->addWidget(m_pages, 1);
    setCentralWidget(m_frame);
    std::vector<QWidget*> panes{m_strip, m_doors, m_bar, m_center, m_beside};
    panes.insert(panes.end(), m_docks->docks().begin(), m_docks->docks().end());
    panes.insert(panes.end(), {m_alarms, m_simulated, m_time, m_toasts});
    m_panes.setPanes(std::move(panes));
}

void MainWindow::connectParts() {
    connect(&m_session, &Session::shownChanged, this, [this] { m_scheduler.request(); });
    connect(&m_session, &Session::presentationChanged, this, &MainWindow::whenPresented);
    connect(&m_session, &Session::attached, this, &MainWindow::whenAttached);
    connect(&m_session, &Session::modeChanged, this, &MainWindow::showMode);
    connect(&m_session.selection(), &Selection::changed, this, &MainWindow::notePlace);
    connect(m_bar, &ViewsBar::chosen, this, &MainWindow::showView);
    connect(m_bar, &ViewsBar::metricDropped, this, &MainWindow::addChart);
    connect(m_detail, &DetailDock::actionRequested, this, &MainWindow::propose);
    connect(m_detail, &DetailDock::viewRequested, this, &MainWindow::showView);
    connect(m_detail, &DetailDock::momentRequested, &m_session, qOverload<WallTime>(&Session::showMoment));
    connect(m_doors, &ConnectPage::entered, this, [this] {
        setConnection(marksOf(m_doors->attachedConnection()));
        enter();
    });
    connect(m_strip, &StatusStrip::gridPressed, this, &MainWindow::showMenu);
    connect(m_strip, &StatusStrip::modePressed, this, &MainWindow::toggleMode);
    connect(m_strip, &StatusStrip::themePressed, this, &MainWindow::toggleTheme);
    connect(m_strip, &StatusStrip::palettePressed, this, [this] { openPalette(); });
    connect(m_strip, &StatusStrip::alarmsPressed, this, [this] { showView(ViewName::Events); });
    connect(m_guard, &GuardSheet::confirmed, this, [this] { m_session.setMode(Mode::Operate); });
    connect(m_alarms, &AlarmBand::acknowledged, this, [this](AlarmId id) { m_alarmControls->acknowledge(id); });
    connect(m_alarms, &AlarmBand::shelved, this, [this] { m_commands.run(QStringLiteral("alarm.shelve")); });
    connect(m_alarms, &AlarmBand::opened, this, [this](AlarmId id) { m_session.selection().select(id); });
    connect(m_time, &TimeBar::heldChanged, this, [this] { m_scheduler.request(); });
    connect(m_banner, &ContactBanner::retryPressed, this, [this] {
        if (auto* live = qobject_cast<LiveSource*>(m_session.source())) {
            live->reconnectNow();
        }
    });
    connect(m_banner, &ContactBanner::copyPressed, this, &MainWindow::copyContact);
}

void MainWindow::connectActions() {
    ActionController& actions = m_session.actions();
    connect(&actions, &ActionController::recordsChanged, this, [this, &actions] {
        if (actions.stage() == ActionStage::CarryingOut && m_perspectives->current() == Perspective::Operate) {
            m_docks->reveal(*m_docks->docks().back());
        }
    });
    connect(&actions, &ActionController::undoOffered, this, [this, &actions](const OperationRecord& record) {
        m_toasts->offerUndo(tr("Accepted: %1").arg(QString::fromStdString(record.plan.title)),
                            [this, &actions, number = record.number] {
                                if (!actions.undo(number)) {
                                    m_toasts->say(actions.whyUnavailable(), Tone::Medium);
                                }
                            });
    });
    connect(m_doors, &ConnectPage::doorChosen, this, [this] { m_simulation->openForm(); });
    connect(m_simulation, &SimulationForm::exploreRequested, this, &MainWindow::explore);
    connect(m_alarmControls, &AlarmControls::noticed, this,
            [this](const QString& notice) { m_toasts->say(notice, Tone::Medium); });
    connect(m_alarmControls, &AlarmControls::shelved, this, [this](const AlarmId& alarm) {
        m_toasts->offerUndo(tr("Shelved."), [this, alarm] { m_session.store().unshelve(alarm); });
    });
}

void MainWindow::explore(const SimulationOptions& options) {
    m_session.attachSource(std::make_unique<SimulatedSource>(options), Mode::Operate);
    setConnection({});
    enter();
}

void MainWindow::showDetail() {
    Dock* detail = m_docks->docks().front();
    m_docks->reveal(*detail);
    detail->raise();
}

void MainWindow::connectNotices() {
    connect(&m_commands, &CommandTable::refused, this, [this](const QString& why) { m_toasts->say(why); });
    connect(m_attention, &Attention::windowWanted, this, [this] {
        setWindowState(windowState() & ~Qt::WindowMinimized);
        raise();
        activateWindow();
    });
    connect(m_attention, &Attention::clockJumped, this, [this](Duration by) {
        const bool isForward = by.micros > 0;
        m_toasts->say(tr("The clock of the source was set %1 by %2. Order and ages are not touched.")
                          .arg(isForward ? tr("forward") : tr("back"),
                               formatDuration(isForward ? by : by * -1).joined()),
                      Tone::Medium);
    });
    connect(&m_keys, &KeyMap::changed, this, [this] {
        m_strip->setPaletteKeys(m_keys.hintOf(QStringLiteral("go.palette")));
    });
    m_strip->setPaletteKeys(m_keys.hintOf(QStringLiteral("go.palette")));
    connect(&m_cycle, &QTimer::timeout, this, &MainWindow::showNextWallView);
    if (!m_settings->notice().isEmpty()) {
        m_toasts->say(m_settings->notice(), Tone::High);
    }
    connect(m_settings.get(), &Settings::unsaved, this, [this](const QString& why) {
        m_toasts->say(tr("Your choices are not remembered. %1").arg(why), Tone::High);
    });
    connect(m_unsaved, &UnsavedSheet::againWanted, this, &QWidget::close);
    connect(m_unsaved, &UnsavedSheet::leaveWanted, this, [this] {
        m_leavesUnsaved = true;
        close();
    });
}

void MainWindow::schedule() {
    m_scheduler.addAlways([this] { refresh(); });
    m_scheduler.addAlways([this] { m_attention->showSnapshot(*m_session.store().latest()); });
    m_scheduler.add([this] { m_strip->showSnapshot(*m_shown); });
    m_scheduler.add([this] { currentView()->refresh(m_shown); });
    m_scheduler.add([this] {
        refillPalette();
        followFirstPicture();
    });
    m_scheduler.add([this] {
        if (auto* beside = qobject_cast<View*>(m_beside->currentWidget()); beside != nullptr && m_beside->isVisible()) {
            beside->refresh(m_shown);
        }
    });
    m_scheduler.add([this] {
        if (m_detail->isVisible()) {
            m_detail->showSnapshot(m_shown);
        }
    });
    m_scheduler.add([this] {
        m_alarms->showSnapshot(*m_shown);
        m_banner->showSnapshot(*m_shown);
        m_veil->setVisible(!m_banner->isHidden());
        m_time->showSnapshot(*m_shown);
    });
}

View* MainWindow::currentView() const { return m_views.at(m_current); }

void MainWindow::showView(ViewName view) {
    const auto found = m_views.find(view);
    if (found == m_views.end()) {
        return;
    }
    // Who works in a view goes on in the next one: where they were last, else at what it is for, not in its filter.
    const bool begins = m_center->isAncestorOf(focusWidget()) && found->second->focusWidget() == nullptr;
    m_current = view;
    m_center->setCurrentWidget(found->second);
    m_bar->setCurrent(view);
    found->second->refresh(m_shown);
    if (begins) {
        FocusRing::begin(found->second);
    }
    notePlace();
}

void MainWindow::refresh() {
    if (m_posing) {
        m_shown = m_posing;
    } else if (!m_time->isHeld()) {
        m_shown = m_session.shownStore().latest();
        showTitle();
    }
}

void MainWindow::refreshNow() { m_scheduler.refreshAll(); }

void MainWindow::showMode() {
    const FrameMode mode = frameModeOf(m_session, m_marks.guard);
    m_session.actions().setStanding(m_session.isInPast()                  ? Standing::InThePast
                                    : m_session.mode() == Mode::Operate ? Standing::Operating
                                                                        : Standing::Observing);
    m_frame->setMode(mode);
    m_attention->setMode(wordOf(mode));
    m_strip->showSession(m_session, mode, m_marks);
    showTitle();
}

void MainWindow::showTitle() {
    QString title = QStringLiteral("Orrery");
    if (m_session.isAttached()) {
        const QString name = m_shown->hasState ? QString::fromStdString(m_shown->state->name)
                                               : m_session.source()->title();
        title = tr("%1 – %2 – Orrery").arg(name, wordOf(m_frame->mode()));
    }
    if (title != windowTitle()) {
        setWindowTitle(title);
    }
}

void MainWindow::setConnection(const ConnectionMarks& marks) {
    m_marks = marks;
    if (marks.guard == Guard::Protected) {
        m_session.setMode(Mode::Observe);
    }
    showMode();
}

void MainWindow::whenAttached() {
    m_shown = m_session.shownStore().latest();
    m_marks = {};   // They were of what was attached before.
    m_navigation.clear();
    m_attention->forget();
    showMode();
    m_time->showSession();
    if (m_perspectives->current() == Perspective::Training && m_session.presentation() != Presentation::Simulated) {
        m_perspectives->go(Perspective::Operate);
    }
    m_scheduler.refreshAll();
}

void MainWindow::whenPresented() {
    showMode();
    m_toasts->withdrawOffers();
    if (!m_session.pastTrouble().isEmpty()) {
        m_toasts->say(m_session.pastTrouble(), Tone::Medium);
    }
    m_scheduler.request();
}

void MainWindow::connectRecordings(RecordingsView& view) {
    view.setShelf(&m_session.shelf());
    connect(&view, &RecordingsView::openRequested, this,
            [this](const QString& path) { m_session.openRecording({path}); });
    connect(&view, &RecordingsView::chooseRequested, this, &MainWindow::chooseRecording);
    connect(&m_session.shelf(), &RecordingShelf::listed, &view,
            [this, &view] { view.setRing(m_session.recorder().ringNote()); });
    connect(&m_session, &Session::recordingOpened, &view, [&view](const QString& why) { view.showOpening(why); });
}

void MainWindow::enter() {
    keepOpened();
    showPage(m_gridPage);
    showView(m_current);
    focusFirst();
}

/// The doors, or the grid. The focus does not stay behind on the page that goes; focusFirst() must follow.
void MainWindow::showPage(QWidget* page) {
    const bool isElsewhere = !page->isAncestorOf(focusWidget());
    m_pages->setCurrentWidget(page);
    if (isElsewhere) {
        m_pages->setFocus(Qt::OtherFocusReason);
    }
}

/// Who comes works in the view or at the doors, not on the first button of the strip. Leaves the focus alone where
/// a person has put it already.
void MainWindow::focusFirst() {
    const QWidget* focused = focusWidget();
    if (focused == nullptr || focused == this || focused == m_pages || m_strip->isAncestorOf(focused)) {
        const bool onGrid = m_pages->currentWidget() == m_gridPage;
        m_isFocusOwed = !m_panes.enter(onGrid ? static_cast<QWidget*>(m_center) : m_doors);
        if (m_isFocusOwed) {
            m_pages->setFocus(Qt::OtherFocusReason);   // Nothing of the grid is on screen yet.
        }
    }
}

/// The first picture of a grid is on screen: whoever waits for it gets it under the keys, and the tour offered.
void MainWindow::followFirstPicture() {
    if (!m_shown->hasState || m_pages->currentWidget() != m_gridPage) {
        return;
    }
    if (m_isFocusOwed && m_pages->hasFocus()) {
        m_isFocusOwed = !m_panes.enter(m_center);
    }
    offerTour();
}

void MainWindow::showDoors() {
    showPage(m_doors);
    showMode();
    m_strip->showSnapshot(*m_shown);
    focusFirst();
}

void MainWindow::propose(const model::Action& action) {
    if (!m_session.mayAct()) {
        m_toasts->say(m_session.recording() != nullptr ? tr("This is a recording: it is only looked at.")
                                                       : tr("This window only observes. Switch to operate first."));
        return;
    }
    if (!m_session.actions().propose(action)) {
        m_toasts->say(m_session.actions().whyUnavailable());
    }
}

void MainWindow::restoreWindow() {
    const QByteArray geometry = m_settings->value(geometryKey()).toByteArray();
    if (!geometry.isEmpty()) {
        restoreGeometry(geometry);
    }
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    followSight();
    if (!event->spontaneous()) {
        // What floats may stand on a display that is gone.
        QMetaObject::invokeMethod(m_screens, &ScreenWatch::lookAtOthers, Qt::QueuedConnection);
        QMetaObject::invokeMethod(this, &MainWindow::focusFirst, Qt::QueuedConnection);
    }
}

void MainWindow::followSight() {
    m_session.setPace(isMinimized() ? PicturePace::Unseen : PicturePace::Seen);
    m_scheduler.setSight(isMinimized() ? Sight::Unseen : Sight::Seen);
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange) {
        followSight();
    }
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && m_panes.leaveField()) {
        return;
    }
    if (event->key() == Qt::Key_Escape && m_perspectives->current() == Perspective::Wall) {
        toggleWall();
        return;
    }
    QMainWindow::keyPressEvent(event);
}

/// Layout and place into the settings, and those into their file. False: a person is asked what to do.
bool MainWindow::keepEverything() {
    const bool onWall = m_perspectives->current() == Perspective::Wall;
    m_perspectives->keep();
    if (!onWall) {
        m_settings->setValue(geometryKey(), saveGeometry());
    }
    const QString why = m_settings->save();
    if (!why.isEmpty() && !m_leavesUnsaved) {
        m_unsaved->ask(why);
        return false;
    }
    return true;
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!keepEverything()) {
        event->ignore();
        return;
    }
    m_session.detach();
    event->accept();
}

}  // namespace orrery::console
