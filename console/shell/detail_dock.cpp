// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/detail_dock.h"

#include <QDockWidget>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "console/views/detail_pages.h"
#include "console/widgets/metrics.h"
#include "console/widgets/room_watch.h"

namespace orrery::console {
namespace {

constexpr metrics::Length narrowDock{272};   ///< In a narrow window.
constexpr metrics::Length crampedDock{200};

}  // namespace

DetailDock::DetailDock(const ViewContext& context, QWidget* parent)
    : Panel(Qt::LeftEdge, parent), m_selection(context.selection), m_stack(new QStackedWidget(this)),
      m_grid(add(new GridPage(context, this))), m_unit(add(new UnitPage(context, this))),
      m_partition(add(new PartitionPage(context, this))), m_link(add(new LinkPage(context, this))),
      m_event(add(new EventPage(context, this))), m_alarm(add(new AlarmPage(context, this))),
      m_nothing(new QWidget(this)) {
    setMinimumWidth(metrics::detailDock);
    new RoomWatch(this, [this](Room room) {
        const int least = room == Room::Wide ? metrics::detailDock : room == Room::Narrow ? narrowDock : crampedDock;
        const int most = room == Room::Wide ? QWIDGETSIZE_MAX : least;
        setMinimumWidth(least);
        setMaximumWidth(most);
        if (auto* dock = qobject_cast<QDockWidget*>(parentWidget())) {
            dock->setMinimumWidth(least);   // Else it keeps the width of before, and its content does not take it.
            dock->setMaximumWidth(most);
        }
    });
    setAccessibleName(tr("Detail"));
    m_stack->addWidget(m_nothing);
    m_stack->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    showPage(m_nothing);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(m_stack);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->addWidget(scroll);
    connect(m_selection, &Selection::changed, this, [this] { showSnapshot(m_shown); });
}

DetailPage* DetailDock::add(DetailPage* page) {
    m_stack->addWidget(page);
    connect(page, &DetailPage::actionRequested, this, &DetailDock::actionRequested);
    connect(page, &DetailPage::viewRequested, this, &DetailDock::viewRequested);
    connect(page, &DetailPage::momentRequested, this, &DetailDock::momentRequested);
    return page;
}

DetailPage* DetailDock::pageOf(const Selected& selected) const {
    if (std::holds_alternative<UnitId>(selected)) {
        return m_unit;
    }
    if (std::holds_alternative<PartitionId>(selected)) {
        return m_partition;
    }
    if (std::holds_alternative<LinkId>(selected)) {
        return m_link;
    }
    if (std::holds_alternative<EventNumber>(selected)) {
        return m_event;
    }
    return std::holds_alternative<AlarmId>(selected) ? m_alarm : m_grid;
}

void DetailDock::showSnapshot(const SnapshotPointer& snapshot) {
    m_shown = snapshot;
    if (!snapshot->hasState) {
        showPage(m_nothing);
        return;
    }
    DetailPage* page = pageOf(m_selection->current());
    page->refresh(snapshot);
    showPage(page);
}

void DetailDock::showPage(QWidget* page) {
    // Only the page on show asks for height; the longest one would else make every page scroll.
    for (int index = 0; index < m_stack->count(); ++index) {
        QWidget* each = m_stack->widget(index);
        each->setSizePolicy(QSizePolicy::Ignored, each == page ? QSizePolicy::Preferred : QSizePolicy::Ignored);
    }
    m_stack->setCurrentWidget(page);
}

}  // namespace orrery::console
