// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sheets that serve the main window: help for what is in front of a person, and what is on screen as a
// file.
#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QStackedWidget>

#include "console/shell/alarm_band.h"
#include "console/shell/alarm_controls.h"
#include "console/shell/detail_dock.h"
#include "console/shell/export_sheet.h"
#include "console/shell/export_subjects.h"
#include "console/shell/help_pages.h"
#include "console/shell/help_sheet.h"
#include "console/shell/main_window.h"
#include "console/shell/ring_sheet.h"
#include "console/shell/simulation_panel.h"
#include "console/shell/status_strip.h"
#include "console/shell/time_bar.h"
#include "console/shell/toasts.h"
#include "console/shell/tour_sheet.h"
#include "console/shell/view_factory.h"
#include "console/shell/views_bar.h"
#include "console/state/formatting.h"
#include "console/state/redaction.h"
#include "console/views/charts_view.h"
#include "console/views/move_menu.h"

namespace orrery::console {
namespace {

constexpr int menuTop = 120;   ///< Where menus without a button begin, from the window's top.
constexpr std::ptrdiff_t mostMarksOffered = 20;

QString tourKey() { return QStringLiteral("tour/offered"); }

}  // namespace

void MainWindow::addSheetCommands() {
    m_commands.add({QStringLiteral("view.export"), tr("Export this view…"), CommandGroup::Window,
                    {QKeySequence(QStringLiteral("Ctrl+Shift+E"))}, PlainKeys::Everywhere, QStringLiteral("export"),
                    [this] { openExport(); },
                    [this] {
                        return m_shown->hasState && m_pages->currentWidget() == m_gridPage
                                   ? QString() : tr("There is nothing to export yet.");
                    }, {}});
    m_commands.add({QStringLiteral("window.ring"), tr("What the past keeps…"), CommandGroup::Window, {},
                    PlainKeys::Everywhere, QStringLiteral("settings"),
                    [this] { m_ring->ask(m_session.ringLimits()); }, {}, {}});
    m_commands.add({QStringLiteral("time.compare"), tr("Compare charts with a bookmark…"), CommandGroup::Time, {},
                    PlainKeys::Everywhere, QStringLiteral("compare"), [this] { chooseComparison(); },
                    [this] {
                        return !m_session.isAttached()                  ? tr("No grid is open.")
                               : m_session.bookmarks().all().empty() ? tr("There is no bookmark. Ctrl+B makes one.")
                                                                     : QString();
                    }, {}});
    m_commands.add({QStringLiteral("help.view"), tr("Help for this view"), CommandGroup::Help,
                    {QKeySequence(QStringLiteral("F1"))}, PlainKeys::Everywhere, QStringLiteral("help"),
                    [this] { openHelp(); }, {}, {}});
    m_commands.add({QStringLiteral("help.tour"), tr("Tour of the desk"), CommandGroup::Help, {},
                    PlainKeys::Everywhere, QStringLiteral("info"), [this] { startTour(); },
                    [this] {
                        const bool onGrid = m_pages->currentWidget() == m_gridPage;
                        return onGrid ? QString() : tr("Open a grid first; a simulated one will do.");
                    }, {}});
    const auto target = [this] { return m_alarmControls->target(m_alarms->current()); };
    m_commands.add({QStringLiteral("help.alarm"), tr("Help for the chosen or newest alarm"), CommandGroup::Help,
                    {QKeySequence(QStringLiteral("Shift+F1"))}, PlainKeys::Everywhere, QStringLiteral("help"),
                    [this, target] { m_help->openAt(alarmPageId(target()->kind)); },
                    [target] { return target() ? QString() : tr("There is no alarm."); }, {}});
}

void MainWindow::connectSheets() {
    addAlarmPages(m_help->handbook());
    for (Overlay* sheet : findChildren<Overlay*>()) {
        if (sheet != m_help) {
            connect(sheet, &Overlay::helpWanted, this,
                    [this, sheet] { m_help->openAt(pageOfSheet(sheet->objectName())); });
        }
    }
    connect(m_ring, &RingSheet::chosen, this, &MainWindow::keepRingLimits);
    connect(m_export, &ExportSheet::exported, this,
            [this](const QString& path) { m_toasts->say(tr("Written: %1").arg(QDir::toNativeSeparators(path))); });
}

/// The view that holds the focus; of two views side by side it may be the second.
View& MainWindow::focusedView() const {
    for (QWidget* widget = QApplication::focusWidget(); widget != nullptr; widget = widget->parentWidget()) {
        if (auto* view = qobject_cast<View*>(widget)) {
            return *view;
        }
    }
    return *currentView();
}

ViewName MainWindow::nameOf(const View& view) const {
    const auto isIt = [&view](const auto& entry) { return entry.second == &view; };
    const auto beside = std::find_if(m_besideViews.begin(), m_besideViews.end(), isIt);
    return beside != m_besideViews.end() ? beside->first : m_current;
}

void MainWindow::openHelp() {
    const bool onGrid = m_pages->currentWidget() == m_gridPage;
    m_help->openAt(onGrid ? QStringLiteral("view-") + wordFor(nameOf(focusedView())) : QStringLiteral("connecting"));
}

/// Offered once to whoever has never been here; what keeps nothing offers nothing.
void MainWindow::offerTour() {
    if (m_settings->path().isEmpty() || m_settings->value(tourKey()).toBool()) {
        return;
    }
    m_settings->setValue(tourKey(), true);
    m_toasts->invite(tr("New here? The desk in 90 seconds."), tr("Take the tour"), [this] { startTour(); });
}

void MainWindow::startTour() {
    const auto keys = [this](const char* id) { return m_keys.hintOf(QString::fromLatin1(id)); };
    m_tour->start(
        {{m_strip, tr("How the grid is, in one line"),
          tr("Which grid this is and what may be done here; how many units are heard and how old the oldest word is; "
             "copies; alarms. The time is UTC everywhere.")},
         {m_bar, tr("Ten views of one moment"),
          tr("All of them show the same moment and the same selection. Ctrl+1 to Ctrl+9 and Ctrl+0 lead there.")},
         {m_center, tr("Grey is normal"),
          tr("Colour means: look here. Arrows walk through cells and rows, Enter opens one. What is hatched or in "
             "brackets is old; a dash is not known.")},
         {m_detail, tr("What you chose"),
          tr("A unit, a partition, a link, an event or an alarm in detail, and what would happen if it died now. "
             "Actions begin here. Each shows its plan first, and no key carries one out.")},
         {m_alarms, tr("What needs a person"),
          tr("The newest alarm that nobody has seen. %1 acknowledges it, %2 puts it aside for a while.")
              .arg(keys("alarm.acknowledge"), keys("alarm.shelve"))},
         {m_simulated, tr("This grid is simulated"),
          tr("The real decisions on a clock of its own. Put in a fault and watch what the grid does about it.")},
         {m_time, tr("Back in time"),
          tr("Everything is recorded. Drag the mark back and every view shows that moment; %1 returns to now, "
             "%2 marks a moment.").arg(keys("time.live"), keys("time.bookmark"))},
         {m_strip->paletteButton(), tr("One field for everything"),
          tr("%1, then a unit, a partition, an action or a time. %2 explains the view you are in, %3 lists the keys.")
              .arg(keys("go.palette"), keys("help.view"), keys("help.keys"))}});
}

/// What to hand to whoever can help: who, since when, why, and what this console is.
void MainWindow::copyContact() {
    const Contact& contact = m_shown->contact;
    const QString grid = m_shown->hasState ? QString::fromStdString(m_shown->state->name) : tr("not known");
    QStringList lines{tr("Orrery console %1").arg(QCoreApplication::applicationVersion()),
                      tr("Grid: %1").arg(grid),
                      tr("Address: %1").arg(contact.peer.isEmpty() ? tr("none") : contact.peer),
                      tr("In this state since: %1").arg(formatDateTime(contact.since.wall)),
                      tr("Table of the grid from: %1").arg(formatAge(m_shown->tableAge)),
                      tr("Cause: %1").arg(contact.why.isEmpty() ? tr("not known") : contact.why)};
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
    m_toasts->say(tr("Copied as text."));
}

void MainWindow::openExport() {
    View& view = focusedView();
    m_export->openFor({&view, this, titleOf(nameOf(view)), exportModeOf(m_session),
                       exportRangeOf(view, m_session.cursor()), m_shown,
                       [this, before = m_shown](const SnapshotPointer& picture) { pose(picture, before); },
                       [&view] { return exportTablesOfView(view); }});
}

void MainWindow::addChart(Metric metric) {
    showView(ViewName::Charts);
    if (!qobject_cast<ChartsView*>(currentView())->addPanel({metric, PanelScope::Grid})) {
        m_toasts->say(tr("The board holds %1 charts. Take one away first.").arg(ChartsView::mostPanels));
    }
}

void MainWindow::chooseTarget(PartitionId partition) {
    if (m_shown->partition(partition) == nullptr) {
        return;   // Gone since the palette was opened.
    }
    QMenu* menu = makeMoveMenu(*m_shown, partition, m_session.actions().whyUnavailable(),
                               [this, partition](UnitId unit) { propose(moveAction(*m_shown, partition, unit)); },
                               this);
    menu->setObjectName(QStringLiteral("moveMenu"));
    menu->popup(mapToGlobal(QPoint((width() - menu->sizeHint().width()) / 2, menuTop)));
}

void MainWindow::chooseComparison() {
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("comparisonMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const std::vector<Bookmark>& marks = m_session.bookmarks().all();
    const Moment shown = m_session.shownMoment();
    for (auto mark = marks.rbegin(); mark != marks.rend() && mark - marks.rbegin() < mostMarksOffered; ++mark) {
        const Instant at = shown.at - (shown.wall - mark->at);
        menu->addAction(formatDateTime(mark->at) + QStringLiteral("   ") + mark->note, this, [this, at] {
            showView(ViewName::Charts);
            qobject_cast<ChartsView*>(currentView())->compareWithMoment(at);
        });
    }
    menu->addSeparator();
    menu->addAction(tr("No comparison"), this, [this] {
        showView(ViewName::Charts);
        qobject_cast<ChartsView*>(currentView())->compareWith(std::nullopt);
    });
    menu->popup(mapToGlobal(QPoint((width() - menu->sizeHint().width()) / 2, menuTop)));
}

void MainWindow::chooseRecording() {
    auto* dialog = new QFileDialog(this, tr("Open a recording"), m_session.shelf().folder(),
                                   tr("Orrery recordings (*.orrery);;All files (*)"));
    dialog->setObjectName(QStringLiteral("recordingDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, &m_session,
            [this](const QString& path) { m_session.openRecording({path}); });
    dialog->open();
}

void MainWindow::pose(const SnapshotPointer& picture, const SnapshotPointer& before) {
    m_posing = picture;
    m_shown = before;   // Stays when the display is held.
    m_typedNames.restore();
    m_session.actions().setNaming(picture ? picture->naming : nullptr);
    m_toasts->setVisible(picture == nullptr && !m_toasts->texts().isEmpty());   // Notices are no part of a picture.
    m_scheduler.refreshAll();
    if (picture && picture->naming) {
        m_typedNames.replace(*this, *picture->naming);
    }
}

}  // namespace orrery::console
