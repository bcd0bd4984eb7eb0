// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the views of the central area have in common: a title line, a body, and one picture at a
// time. A view never asks for data; the shell hands it an immutable snapshot when it is its turn to
// paint.
#pragma once

#include <QWidget>

#include "console/actions/action_controller.h"
#include "console/state/grid_snapshot.h"
#include "console/state/metric_history.h"
#include "console/state/shown_history.h"
#include "console/state/selection.h"
#include "console/state/time_cursor.h"

class QHBoxLayout;
class QStackedLayout;
class QVBoxLayout;

namespace orrery::console {

class StatePage;

enum class ViewName { Wall, Units, Partitions, Replication, Pumps, Charts, Events, Operations, Audit, Recordings };

/// What all views share. Everything outlives the views; nothing is null.
struct ViewContext {
    Selection* selection;
    TimeCursor* cursor;
    ShownHistory history;
    ActionController* actions;
};

class View : public QWidget {
    Q_OBJECT
public:
    View(const QString& title, const ViewContext& context, QWidget* parent = nullptr);

    /// Shows `snapshot`, which must not be null. While nothing is known of the grid a page says so.
    void refresh(const SnapshotPointer& snapshot);
    const SnapshotPointer& snapshot() const { return m_snapshot; }
    /// Where Ctrl+F goes; null when the view has no filter.
    virtual QWidget* filterField() { return nullptr; }

Q_SIGNALS:
    /// The same scope, closer: go to another view.
    void viewRequested(orrery::console::ViewName view);
    /// A person asked for this action; a plan is to be made.
    void actionRequested(const orrery::model::Action& action);
    void fullScreenRequested();
    /// A person asks to see the grid as it was then.
    void momentRequested(orrery::WallTime moment);
    /// A person opened what is selected: the detail beside the view is wanted.
    void detailRequested();

protected:
    virtual void showSnapshot(const GridSnapshot& snapshot) = 0;
    /// True: the view itself shows that nothing is known yet, instead of the waiting page.
    virtual bool drawsUnknownGrid() const { return false; }
    const ViewContext& context() const { return m_context; }
    /// Right of the title.
    QHBoxLayout* header() { return m_header; }
    QVBoxLayout* body() { return m_body; }
    void paintEvent(QPaintEvent* event) override;

private:
    void showWaiting(const GridSnapshot& snapshot);

    ViewContext m_context;
    SnapshotPointer m_snapshot = emptySnapshot();
    QStackedLayout* m_pages;
    QHBoxLayout* m_header;
    QVBoxLayout* m_body;
    StatePage* m_waiting;
};

}  // namespace orrery::console
