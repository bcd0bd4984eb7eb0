// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window: strip, views bar, one view, detail dock, alarm band, time bar; overlays for plans and the
// palette. It arranges and connects; what is shown is decided in the views, what is true in the state.
#pragma once

#include <map>
#include <vector>

#include <QMainWindow>

#include "console/shell/palette_entries.h"
#include "console/shell/render_scheduler.h"
#include "console/shell/session.h"
#include "console/views/view.h"

class QStackedWidget;

namespace orrery::console {

class AlarmBand;
class CommandPalette;
class ConnectPage;
class ContactBanner;
class DetailDock;
class PlanDialog;
class RecordingsView;
class StatusStrip;
class TimeBar;
class ViewsBar;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    Session& session() { return m_session; }
    void showView(ViewName view);
    /// Opens the plan of `action`, if actions are allowed here; else says why not.
    void propose(const model::Action& action);
    /// Leaves the doors and shows the grid that was attached.
    void enter();
    void showDoors();
    /// For tests and pictures: everything shows the newest snapshot at once.
    void refreshNow();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void build();
    void buildViews();
    void connectParts();
    void addShortcuts();
    void addKey(const QKeySequence& keys, std::function<void()> run);
    void refresh();
    void showTitle();
    void openPalette();
    void toggleMode();
    void toggleTheme();
    void toggleWall();
    void whenAttached();
    void whenPresented();
    void connectRecordings(RecordingsView& view);
    View* currentView() const;

    Session m_session;
    SnapshotPointer m_shown;
    RenderScheduler m_scheduler;
    std::map<ViewName, View*> m_views;
    QStackedWidget* m_pages;      ///< Doors, or the grid.
    QStackedWidget* m_center;     ///< The views.
    QWidget* m_gridPage;
    StatusStrip* m_strip;
    ContactBanner* m_banner;
    ViewsBar* m_bar;
    DetailDock* m_detail;
    AlarmBand* m_alarms;
    TimeBar* m_time;
    ConnectPage* m_doors;
    PlanDialog* m_plan;
    CommandPalette* m_palette;
    ViewName m_current = ViewName::Wall;
};

}  // namespace orrery::console
