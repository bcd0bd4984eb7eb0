// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window: strip, views bar, one view or two, docks, alarm band, time bar; sheets for plans, the
// palette and the keys. It arranges and connects; what is shown is decided in the views, what is true in
// the state. What it can do is the command table (window_commands.cpp).
#pragma once

#include <map>
#include <memory>
#include <vector>

#include <QMainWindow>
#include <QTimer>

#include "console/shell/commands.h"
#include "console/shell/focus_ring.h"
#include "console/shell/key_map.h"
#include "console/shell/mode_frame.h"
#include "console/shell/navigation.h"
#include "console/shell/palette_model.h"
#include "console/shell/perspectives.h"
#include "console/shell/render_scheduler.h"
#include "console/shell/session.h"
#include "console/shell/settings.h"
#include "console/shell/typed_names.h"
#include "console/shell/view_factory.h"
#include "console/views/view.h"
#include "console/widgets/theme.h"

class QStackedWidget;

namespace orrery::console {

struct SimulationOptions;
class AlarmBand;
class AlarmControls;
class Attention;
class CommandPalette;
class ConnectPage;
class ContactBanner;
class DetailDock;
class ExportSheet;
class GuardSheet;
class HelpSheet;
class KeySheet;
class PlanDialog;
class RingSheet;
class RecordingsView;
class SimulationForm;
class SimulationPanel;
class StatusStrip;
class TimeBar;
class Toasts;
class ViewsBar;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// Remembers nothing beyond this run.
    explicit MainWindow(QWidget* parent = nullptr);
    /// Remembers in `settings`, which must not be null.
    explicit MainWindow(std::unique_ptr<Settings> settings, QWidget* parent = nullptr);
    ~MainWindow() override;

    Session& session() { return m_session; }
    Settings& settings() { return *m_settings; }
    CommandTable& commands() { return m_commands; }
    KeyMap& keys() { return m_keys; }
    Toasts& toasts() { return *m_toasts; }
    Perspectives& perspectives() { return *m_perspectives; }
    ViewName currentViewName() const { return m_current; }
    View* currentView() const;
    FrameMode frameMode() const { return m_frame->mode(); }

    void showView(ViewName view);
    /// Opens the plan of `action`, if actions are allowed here; else says why not.
    void propose(const model::Action& action);
    /// Leaves the doors and shows the grid that was attached.
    void enter();
    void showDoors();
    /// What the person noted about the connection that is attached. Protected: back to observe.
    void setConnection(const ConnectionMarks& marks);
    /// The wish stands in the palette's field.
    void openPalette(const QString& typed = QString());
    /// For tests and pictures: everything shows the newest snapshot at once.
    void refreshNow();

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    // Construction, main_window.cpp.
    void build();
    void buildViews();
    void buildDocks();
    View* makeView(const ViewEntry& entry, QStackedWidget* parent);
    void connectParts();
    void connectNotices();
    void connectActions();
    void schedule();

    // The table of commands, window_commands.cpp.
    void addCommands();
    void addViewCommands();
    void addGoCommands();
    void addTimeCommands();
    void addAlarmCommands();
    void addLayoutCommands();
    void addWindowCommands();
    void addSheetCommands();
    void showMenu();
    std::vector<PaletteEntry> commandEntries() const;
    std::vector<PaletteEntry> timeEntries(QChar prefix, const QString& words);

    // Sheets that serve the window, window_sheets.cpp.
    void connectSheets();
    void openHelp();
    void openExport();
    void pose(const SnapshotPointer& picture, const SnapshotPointer& before);
    View& focusedView() const;
    ViewName nameOf(const View& view) const;

    // What is kept for a person from one run to the next, window_memory.cpp.
    void keepFilters(View& view);
    void keepBoard(View& view);
    void recall();
    void keepOpened();
    void keepRingLimits(const RingLimits& limits);

    void addChart(Metric metric);
    void chooseTarget(PartitionId partition);
    void chooseRecording();
    void chooseComparison();
    WallTime newestMoment();
    void refresh();
    void showMode();
    void showTitle();
    void toggleMode();
    void toggleTheme();
    void toggleContrast();
    void toggleMotion();
    void wear(const theme::Look& look);
    void zoom(theme::Zoom step);
    void toggleWall();
    void toggleCycling();
    void showNextWallView();
    void showBeside(ViewName view);
    void dress(Perspective perspective);
    void planForSelection();
    void explore(const SimulationOptions& options);
    void showDetail();
    void notePlace();
    void showPlace(const Place* place);
    void whenAttached();
    void whenPresented();
    void connectRecordings(RecordingsView& view);
    ViewContext viewContext();
    void followSight();
    void restoreWindow();

    std::unique_ptr<Settings> m_settings;
    CommandTable m_commands;
    KeyMap m_keys;
    Session m_session;
    SnapshotPointer m_shown;
    SnapshotPointer m_posing;     ///< Not null: shown instead, while a picture is taken.
    TypedNames m_typedNames;      ///< Of that picture.
    RenderScheduler m_scheduler;
    Navigation m_navigation;
    FocusRing m_panes;
    QTimer m_cycle;                ///< Runs while the wall cycles its views.
    ConnectionMarks m_marks;
    std::map<ViewName, View*> m_views;
    std::map<ViewName, View*> m_besideViews;   ///< Made when first wanted.
    ModeFrame* m_frame;
    QStackedWidget* m_pages;      ///< Doors, or the grid.
    QWidget* m_gridPage;
    QWidget* m_body;              ///< What the veil greys: all of the grid page but the banner.
    DockArea* m_docks;
    QStackedWidget* m_center;     ///< The views.
    QStackedWidget* m_beside;     ///< The second view of Compare.
    StatusStrip* m_strip;
    ContactBanner* m_banner;
    ViewsBar* m_bar;
    DetailDock* m_detail;
    AlarmBand* m_alarms;
    SimulationPanel* m_simulated;
    TimeBar* m_time;
    ConnectPage* m_doors;
    Veil* m_veil;
    Toasts* m_toasts;
    PlanDialog* m_plan;
    CommandPalette* m_palette;
    KeySheet* m_keySheet;
    SimulationForm* m_simulation;
    GuardSheet* m_guard;
    HelpSheet* m_help;
    ExportSheet* m_export;
    RingSheet* m_ring;
    AlarmControls* m_alarmControls;
    Attention* m_attention;
    Perspectives* m_perspectives = nullptr;
    Qt::WindowStates m_beforeWall;
    ViewName m_current = ViewName::Wall;
    bool m_isWalking = false;     ///< A place of the trail is being shown.
};

}  // namespace orrery::console
