// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sheets that serve the main window: help for what is in front of a person, and what is on screen as a
// file.
#include <algorithm>

#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QStackedWidget>

#include "console/shell/alarm_band.h"
#include "console/shell/alarm_controls.h"
#include "console/shell/export_sheet.h"
#include "console/shell/export_subjects.h"
#include "console/shell/help_pages.h"
#include "console/shell/help_sheet.h"
#include "console/shell/main_window.h"
#include "console/shell/ring_sheet.h"
#include "console/shell/toasts.h"
#include "console/shell/view_factory.h"
#include "console/state/formatting.h"
#include "console/state/redaction.h"
#include "console/views/charts_view.h"
#include "console/views/move_menu.h"

namespace orrery::console {
namespace {

constexpr int menuTop = 120;   ///< Where menus without a button begin, from the window's top.
constexpr std::ptrdiff_t mostMarksOffered = 20;

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
        const Instant at = shown.at - milliseconds(shown.wall.millis - mark->at.millis);
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
