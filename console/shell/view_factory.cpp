// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/view_factory.h"

#include <QCoreApplication>

#include "console/views/audit_view.h"
#include "console/views/charts_view.h"
#include "console/views/events_view.h"
#include "console/views/operations_view.h"
#include "console/views/partitions_view.h"
#include "console/views/pumps_view.h"
#include "console/views/recordings_view.h"
#include "console/views/replication_view.h"
#include "console/views/units_view.h"
#include "console/views/wall_view.h"

namespace orrery::console {
namespace {

template <typename Kind>
View* make(const ViewContext& context, QWidget* parent) {
    return new Kind(context, parent);
}

const ViewEntry* entryOf(ViewName view) {
    for (const ViewEntry& entry : viewEntries()) {
        if (entry.name == view) {
            return &entry;
        }
    }
    return nullptr;
}

}  // namespace

const std::vector<ViewEntry>& viewEntries() {
    static const std::vector<ViewEntry> entries{
        {ViewName::Wall, QT_TRANSLATE_NOOP("Views", "Wall"), "wall", make<WallView>},
        {ViewName::Units, QT_TRANSLATE_NOOP("Views", "Units"), "units", make<UnitsView>},
        {ViewName::Partitions, QT_TRANSLATE_NOOP("Views", "Partitions"), "partitions", make<PartitionsView>},
        {ViewName::Replication, QT_TRANSLATE_NOOP("Views", "Replication"), "replication", make<ReplicationView>},
        {ViewName::Pumps, QT_TRANSLATE_NOOP("Views", "Pumps"), "pumps", make<PumpsView>},
        {ViewName::Charts, QT_TRANSLATE_NOOP("Views", "Charts"), "charts", make<ChartsView>},
        {ViewName::Events, QT_TRANSLATE_NOOP("Views", "Events"), "events", make<EventsView>},
        {ViewName::Operations, QT_TRANSLATE_NOOP("Views", "Operations"), "operations", make<OperationsView>},
        {ViewName::Audit, QT_TRANSLATE_NOOP("Views", "Audit"), "audit", make<AuditView>},
        {ViewName::Recordings, QT_TRANSLATE_NOOP("Views", "Recordings"), "recordings", make<RecordingsView>},
    };
    return entries;
}

QString wordFor(ViewName view) {
    const ViewEntry* entry = entryOf(view);
    return entry != nullptr ? QString::fromLatin1(entry->iconName) : QString();
}

std::optional<ViewName> viewFor(const QString& word) {
    for (const ViewEntry& entry : viewEntries()) {
        if (word == QLatin1String(entry.iconName)) {
            return entry.name;
        }
    }
    return std::nullopt;
}

QString titleOf(ViewName view) {
    const ViewEntry* entry = entryOf(view);
    return entry != nullptr ? QCoreApplication::translate("Views", entry->title) : QString();
}

}  // namespace orrery::console
