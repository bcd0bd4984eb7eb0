// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sheets that serve the main window: help for what is in front of a person, and what is on screen as a
// file.
#include <algorithm>

#include <QApplication>
#include <QDir>
#include <QStackedWidget>

#include "console/shell/alarm_band.h"
#include "console/shell/alarm_controls.h"
#include "console/shell/export_sheet.h"
#include "console/shell/export_subjects.h"
#include "console/shell/help_pages.h"
#include "console/shell/help_sheet.h"
#include "console/shell/main_window.h"
#include "console/shell/toasts.h"
#include "console/shell/view_factory.h"

namespace orrery::console {

void MainWindow::addSheetCommands() {
    m_commands.add({QStringLiteral("view.export"), tr("Export this view…"), CommandGroup::Window,
                    {QKeySequence(QStringLiteral("Ctrl+Shift+E"))}, PlainKeys::Everywhere, QStringLiteral("export"),
                    [this] { openExport(); },
                    [this] {
                        return m_shown->hasState && m_pages->currentWidget() == m_gridPage
                                   ? QString() : tr("There is nothing to export yet.");
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

void MainWindow::pose(const SnapshotPointer& picture, const SnapshotPointer& before) {
    m_posing = picture;
    m_shown = before;   // Stays when the display is held.
    m_scheduler.refreshAll();
}

}  // namespace orrery::console
