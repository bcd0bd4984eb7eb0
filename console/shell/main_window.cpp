// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "console/shell/alarm_band.h"
#include "console/shell/command_palette.h"
#include "console/shell/connect_page.h"
#include "console/shell/contact_banner.h"
#include "console/shell/plan_dialog.h"
#include "console/shell/status_strip.h"
#include "console/shell/time_bar.h"
#include "console/shell/view_factory.h"
#include "console/shell/views_bar.h"
#include "console/source/live_source.h"
#include "console/source/recording_source.h"
#include "console/shell/detail_dock.h"
#include "console/views/recordings_view.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr Duration shelfLife = seconds(30 * 60);

}  // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent), m_shown(emptySnapshot()), m_pages(new QStackedWidget(this)),
      m_center(new QStackedWidget(this)), m_gridPage(new QWidget(this)), m_strip(new StatusStrip(this)),
      m_banner(new ContactBanner(this)), m_bar(new ViewsBar(this)), m_alarms(new AlarmBand(this)),
      m_time(new TimeBar(m_session, this)), m_doors(new ConnectPage(m_session, this)),
      m_plan(new PlanDialog(m_session.actions(), this)), m_palette(new CommandPalette(this)) {
    setObjectName(QStringLiteral("mainWindow"));
    resize(metrics::windowWidth, metrics::windowHeight);
    setMinimumSize(1100, 640);
    buildViews();
    build();
    connectParts();
    addShortcuts();
    showDoors();
}

MainWindow::~MainWindow() {
    m_session.disconnect(this);
    m_session.store().disconnect(this);
}

void MainWindow::buildViews() {
    const ViewContext context{&m_session.selection(), &m_session.cursor(), m_session.history(),
                              &m_session.actions()};
    for (const ViewEntry& entry : viewEntries()) {
        View* view = entry.make(context, m_center);
        m_center->addWidget(view);
        m_views[entry.name] = view;
        m_bar->add(entry.name, QCoreApplication::translate("Views", entry.title), QString::fromLatin1(entry.iconName));
        connect(view, &View::viewRequested, this, &MainWindow::showView);
        connect(view, &View::actionRequested, this, &MainWindow::propose);
        connect(view, &View::fullScreenRequested, this, &MainWindow::toggleWall);
    }
    connectRecordings(*qobject_cast<RecordingsView*>(m_views.at(ViewName::Recordings)));
    m_detail = new DetailDock(context, this);
    m_current = viewEntries().front().name;
}

void MainWindow::build() {
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_bar);
    middle->addWidget(m_center, 1);
    middle->addWidget(m_detail);
    auto* column = new QVBoxLayout(m_gridPage);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addLayout(middle, 1);
    column->addWidget(m_alarms);
    column->addWidget(m_time);
    m_pages->addWidget(m_doors);
    m_pages->addWidget(m_gridPage);
    auto* whole = new QWidget(this);
    auto* all = new QVBoxLayout(whole);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_strip);
    all->addWidget(m_pages, 1);
    setCentralWidget(whole);
    m_plan->raise();
    m_palette->raise();
}

void MainWindow::connectParts() {
    connect(&m_session, &Session::shownChanged, this, [this] { m_scheduler.request(); });
    connect(&m_session, &Session::presentationChanged, this, &MainWindow::whenPresented);
    connect(&m_session, &Session::attached, this, &MainWindow::whenAttached);
    connect(&m_session, &Session::modeChanged, this, [this] {
        m_strip->showSession(m_session);
        showTitle();
    });
    connect(m_bar, &ViewsBar::chosen, this, &MainWindow::showView);
    connect(m_detail, &DetailDock::actionRequested, this, &MainWindow::propose);
    connect(m_detail, &DetailDock::viewRequested, this, &MainWindow::showView);
    connect(m_doors, &ConnectPage::entered, this, &MainWindow::enter);
    connect(m_strip, &StatusStrip::gridPressed, this, &MainWindow::showDoors);
    connect(m_strip, &StatusStrip::modePressed, this, &MainWindow::toggleMode);
    connect(m_strip, &StatusStrip::themePressed, this, &MainWindow::toggleTheme);
    connect(m_strip, &StatusStrip::palettePressed, this, &MainWindow::openPalette);
    connect(m_alarms, &AlarmBand::acknowledged, this, [this](AlarmId id) { m_session.store().acknowledge(id); });
    connect(m_alarms, &AlarmBand::shelved, this, [this](AlarmId id) { m_session.store().shelve(id, shelfLife); });
    connect(m_alarms, &AlarmBand::opened, this, [this](AlarmId id) { m_session.selection().select(id); });
    connect(m_time, &TimeBar::heldChanged, this, [this] { m_scheduler.request(); });
    connect(m_banner, &ContactBanner::retryPressed, this, [this] {
        if (auto* live = qobject_cast<LiveSource*>(m_session.source())) {
            live->reconnectNow();
        }
    });
    m_scheduler.add([this] { refresh(); });
    m_scheduler.add([this] { m_strip->showSnapshot(*m_shown); });
    m_scheduler.add([this] { currentView()->refresh(m_shown); });
    m_scheduler.add([this] { m_detail->showSnapshot(m_shown); });
    m_scheduler.add([this] {
        m_alarms->showSnapshot(*m_shown);
        m_banner->showSnapshot(*m_shown);
        m_time->showSnapshot(*m_shown);
    });
}

void MainWindow::addKey(const QKeySequence& keys, std::function<void()> run) {
    auto* shortcut = new QShortcut(keys, this);
    connect(shortcut, &QShortcut::activated, this, std::move(run));
}

void MainWindow::addShortcuts() {
    addKey(QKeySequence(QStringLiteral("Ctrl+K")), [this] { openPalette(); });
    addKey(QKeySequence(QStringLiteral("Ctrl+T")), [this] { toggleTheme(); });
    addKey(QKeySequence(QStringLiteral("Ctrl+R")), [this] { m_time->toggleRecording(); });
    addKey(QKeySequence(QStringLiteral("Ctrl+B")), [this] { m_time->addBookmark(); });
    addKey(QKeySequence(QStringLiteral("Ctrl+O")), [this] { showDoors(); });
    addKey(QKeySequence(QStringLiteral("F11")), [this] { toggleWall(); });
    addKey(QKeySequence(QStringLiteral("Alt+Left")), [this] { m_session.selection().goBack(); });
    addKey(QKeySequence(QStringLiteral("Alt+Right")), [this] { m_session.selection().goForward(); });
    addKey(QKeySequence(QStringLiteral("Ctrl+Space")), [this] { m_time->togglePlay(); });
    addKey(QKeySequence(QStringLiteral("Shift+,")), [this] { m_time->stepEvent(StepDirection::Back); });
    addKey(QKeySequence(QStringLiteral("Shift+.")), [this] { m_time->stepEvent(StepDirection::Forward); });
    addKey(QKeySequence(QStringLiteral("Ctrl+F")), [this] {
        if (QWidget* field = currentView()->filterField()) {
            field->setFocus(Qt::ShortcutFocusReason);
        }
    });
    addKey(QKeySequence(QStringLiteral("Alt+A")), [this] {
        if (m_alarms->current()) {
            m_session.store().acknowledge(*m_alarms->current());
        }
    });
    addKey(QKeySequence(QStringLiteral("Alt+S")), [this] {
        if (m_alarms->current()) {
            m_session.store().shelve(*m_alarms->current(), shelfLife);
        }
    });
    for (std::size_t index = 0; index < viewEntries().size() && index < 9; ++index) {
        addKey(QKeySequence(QStringLiteral("Ctrl+%1").arg(index + 1)),
               [this, name = viewEntries()[index].name] { showView(name); });
    }
}

View* MainWindow::currentView() const { return m_views.at(m_current); }

void MainWindow::showView(ViewName view) {
    const auto found = m_views.find(view);
    if (found == m_views.end()) {
        return;
    }
    m_current = view;
    m_center->setCurrentWidget(found->second);
    m_bar->setCurrent(view);
    found->second->refresh(m_shown);
}

void MainWindow::refresh() {
    if (!m_time->isHeld()) {
        m_shown = m_session.shownStore().latest();
        showTitle();
    }
}

void MainWindow::refreshNow() { m_scheduler.refreshAll(); }

void MainWindow::showTitle() {
    const QString mode = m_session.isInPast()                ? tr("REWOUND")
                         : m_session.recording() != nullptr  ? tr("REPLAY")
                         : m_session.mode() == Mode::Operate ? tr("OPERATE")
                                                             : tr("OBSERVE");
    const QString title = !m_session.isAttached() ? QStringLiteral("Orrery")
                          : !m_shown->hasState
                              ? tr("%1 – %2 – Orrery").arg(m_session.source()->title(), mode)
                              : tr("%1 – %2 – Orrery").arg(QString::fromStdString(m_shown->state->name), mode);
    if (title != windowTitle()) {
        setWindowTitle(title);
    }
}

void MainWindow::whenAttached() {
    m_shown = m_session.shownStore().latest();
    m_strip->showSession(m_session);
    m_time->showSession();
    m_scheduler.refreshAll();
}

void MainWindow::connectRecordings(RecordingsView& view) {
    view.setShelf(&m_session.shelf());
    connect(&view, &RecordingsView::openRequested, this,
            [this](const QString& path) { m_session.openRecording({path}); });
    connect(&view, &RecordingsView::chooseRequested, this, &MainWindow::showDoors);
    connect(&m_session.shelf(), &RecordingShelf::listed, &view,
            [this, &view] { view.setRing(m_session.recorder().ringNote()); });
    connect(&m_session, &Session::recordingOpened, &view, [&view](const QString& why) { view.showOpening(why); });
}

void MainWindow::whenPresented() {
    m_strip->showSession(m_session);
    m_scheduler.request();
}

void MainWindow::enter() {
    m_pages->setCurrentWidget(m_gridPage);
    showView(m_current);
}

void MainWindow::showDoors() {
    m_pages->setCurrentWidget(m_doors);
    m_strip->showSession(m_session);
    m_strip->showSnapshot(*m_shown);
    showTitle();
}

void MainWindow::propose(const model::Action& action) {
    if (m_session.mayAct()) {
        m_session.actions().propose(action);
    }
}

void MainWindow::openPalette() {
    const PaletteHandlers handlers{
        [this](const Selected& what) {
            m_session.selection().select(what);
            showView(std::holds_alternative<PartitionId>(what) ? ViewName::Partitions : ViewName::Units);
        },
        [this](const model::Action& action) { propose(action); }};
    std::vector<PaletteEntry> entries;
    for (std::size_t index = 0; index < viewEntries().size(); ++index) {
        const ViewEntry& view = viewEntries()[index];
        entries.push_back({QLatin1Char('v'), QCoreApplication::translate("Views", view.title),
                           QStringLiteral("Ctrl+%1").arg(index + 1), QString::fromLatin1(view.iconName),
                           [this, name = view.name] { showView(name); }});
    }
    entries.push_back({QLatin1Char('v'), tr("Dark or light"), QStringLiteral("Ctrl+T"), QStringLiteral("moon"),
                       [this] { toggleTheme(); }});
    entries.push_back({QLatin1Char('v'), tr("Connect or open a recording"), QStringLiteral("Ctrl+O"),
                       QStringLiteral("connect"), [this] { showDoors(); }});
    const Offer offer = m_session.mayAct() ? Offer::Actions : Offer::LookOnly;
    for (PaletteEntry& entry : paletteEntries(*m_shown, offer, handlers)) {
        entries.push_back(std::move(entry));
    }
    m_palette->openWith(std::move(entries));
}

void MainWindow::toggleMode() {
    m_session.setMode(m_session.mode() == Mode::Operate ? Mode::Observe : Mode::Operate);
}

void MainWindow::toggleTheme() {
    theme::apply(*qobject_cast<QApplication*>(QCoreApplication::instance()),
                 otherGround(theme::appearance()));
    m_strip->showSession(m_session);
    m_scheduler.refreshAll();
}

void MainWindow::toggleWall() {
    const bool isFull = isFullScreen();
    for (QWidget* part : {static_cast<QWidget*>(m_bar), static_cast<QWidget*>(m_detail),
                          static_cast<QWidget*>(m_time)}) {
        part->setVisible(isFull);
    }
    if (isFull) {
        showNormal();
    } else {
        showFullScreen();
        showView(ViewName::Wall);
    }
}

void MainWindow::closeEvent(QCloseEvent* event) {
    m_session.detach();
    event->accept();
}

}  // namespace orrery::console
