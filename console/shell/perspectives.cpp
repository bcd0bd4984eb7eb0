// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/perspectives.h"

#include "console/shell/settings.h"
#include "console/shell/view_factory.h"
#include "console/widgets/metrics.h"

namespace orrery::console {
namespace {

/// The name that stands in the settings.
QString keyOf(Perspective perspective) {
    switch (perspective) {
        case Perspective::Operate: return QStringLiteral("operate");
        case Perspective::Incident: return QStringLiteral("incident");
        case Perspective::Wall: return QStringLiteral("wall");
        case Perspective::Compare: return QStringLiteral("compare");
        case Perspective::Training: return QStringLiteral("training");
    }
    return {};
}

QString docksKey(Perspective perspective) { return QStringLiteral("layout/docks-") + keyOf(perspective); }
QString viewKey(Perspective perspective) { return QStringLiteral("layout/view-") + keyOf(perspective); }
QString besideKey(Perspective perspective) { return QStringLiteral("layout/beside-") + keyOf(perspective); }
QString currentKey() { return QStringLiteral("layout/perspective"); }

ViewName deliveredView(Perspective perspective) {
    switch (perspective) {
        case Perspective::Incident: return ViewName::Events;
        case Perspective::Compare:
        case Perspective::Training: return ViewName::Partitions;
        case Perspective::Operate:
        case Perspective::Wall: break;
    }
    return ViewName::Wall;
}

/// None: the perspective shows one view.
std::optional<ViewName> deliveredBeside(Perspective perspective) {
    switch (perspective) {
        case Perspective::Compare: return ViewName::Charts;
        case Perspective::Training: return ViewName::Events;
        case Perspective::Operate:
        case Perspective::Incident:
        case Perspective::Wall: break;
    }
    return std::nullopt;
}

/// Comes back at the next start by itself.
bool isForEveryGrid(Perspective perspective) {
    return perspective != Perspective::Wall && perspective != Perspective::Training;
}

bool showsDock(Perspective perspective, bool isFirst) {
    return perspective == Perspective::Incident || (perspective == Perspective::Operate && isFirst);
}

}  // namespace

QString titleOf(Perspective perspective) {
    switch (perspective) {
        case Perspective::Operate: return Perspectives::tr("Operate");
        case Perspective::Incident: return Perspectives::tr("Incident");
        case Perspective::Wall: return Perspectives::tr("Wall, full screen");
        case Perspective::Compare: return Perspectives::tr("Compare two views");
        case Perspective::Training: return Perspectives::tr("Training on a simulated grid");
    }
    return {};
}

Perspectives::Perspectives(DockArea& docks, Settings& settings, Window window, QObject* parent)
    : QObject(parent), m_docks(docks), m_settings(settings), m_window(std::move(window)) {
    arrangeAsDelivered();
}

void Perspectives::keep() {
    // The wall has no docks on show; its arrangement is always the delivered one.
    if (m_current != Perspective::Wall) {
        m_settings.setValue(docksKey(m_current), m_docks.layoutState());
    }
    m_settings.setValue(viewKey(m_current), wordFor(m_window.currentView()));
    if (const std::optional<ViewName> beside = m_window.besideView()) {
        m_settings.setValue(besideKey(m_current), wordFor(*beside));
    }
    m_settings.setValue(currentKey(), keyOf(m_current == Perspective::Wall ? m_beforeWall : m_current));
}

void Perspectives::go(Perspective next) {
    if (next == m_current) {
        return;
    }
    keep();
    m_docks.settle();
    if (next == Perspective::Wall) {
        m_beforeWall = m_current;
    }
    m_current = next;
    arrange();
    Q_EMIT changed();
}

void Perspectives::reset() {
    m_docks.settle();
    m_settings.setValue(docksKey(m_current), {});
    m_settings.setValue(viewKey(m_current), {});
    m_settings.setValue(besideKey(m_current), {});
    m_window.dress(m_current);
    showBesideOf(m_current);
    arrangeAsDelivered();
}

void Perspectives::restore() {
    const QString stored = m_settings.value(currentKey()).toString();
    for (const Perspective perspective : allPerspectives) {
        if (keyOf(perspective) == stored && isForEveryGrid(perspective)) {
            m_current = perspective;
        }
    }
    m_beforeWall = m_current;
    arrange();
    Q_EMIT changed();
}

void Perspectives::showBesideOf(Perspective perspective) {
    const std::optional<ViewName> delivered = deliveredBeside(perspective);
    const std::optional<ViewName> stored = viewFor(m_settings.value(besideKey(perspective)).toString());
    m_window.showBeside(delivered && stored ? stored : delivered);
}

void Perspectives::arrange() {
    m_window.dress(m_current);
    showBesideOf(m_current);
    const QByteArray docks = m_settings.value(docksKey(m_current)).toByteArray();
    if (m_current == Perspective::Wall || docks.isEmpty() || !m_docks.restoreLayout(docks)) {
        arrangeAsDelivered();
    }
    const std::optional<ViewName> stored = viewFor(m_settings.value(viewKey(m_current)).toString());
    m_window.showView(stored.value_or(deliveredView(m_current)));
}

void Perspectives::arrangeAsDelivered() {
    QList<QDockWidget*> right;
    QList<int> widths;
    QList<int> heights;
    for (Dock* dock : m_docks.docks()) {
        const bool isFirst = dock == m_docks.docks().front();
        dock->setFloating(false);
        m_docks.addDockWidget(Qt::RightDockWidgetArea, dock, Qt::Vertical);
        dock->setVisible(showsDock(m_current, isFirst));
        right.push_back(dock);
        widths.push_back(metrics::detailDock);
        heights.push_back(isFirst ? 2 : 1);
    }
    m_docks.resizeDocks(right, widths, Qt::Horizontal);
    m_docks.resizeDocks(right, heights, Qt::Vertical);
    m_docks.setLock(m_docks.lock());
}

}  // namespace orrery::console
