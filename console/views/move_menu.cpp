// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The planner has the last word; here only what can never be right is left out.
#include "console/views/move_menu.h"

#include <QCoreApplication>
#include <QMenu>
#include <map>

#include "console/views/view_support.h"
#include "console/widgets/labels.h"

namespace orrery::console {

namespace {

constexpr std::size_t oneListAtMost = 24;

QString tr(const char* text) {
    return QCoreApplication::translate("orrery::console::MoveMenu", text);
}

}  // namespace

QString whyNotMove(const GridSnapshot& snapshot, PartitionId partition, UnitId unit) {
    const model::PartitionDescription* described = snapshot.partition(partition);
    const model::UnitDescription* target = snapshot.unit(unit);
    if (described == nullptr || target == nullptr) {
        return tr("not known any more");
    }
    const QString name = QString::fromStdString(target->name);
    if (described->primary == unit) {
        return tr("%1 leads it already").arg(name);
    }
    return target->state == model::UnitState::Ready ? QString() : tr("%1 does not serve").arg(name);
}

model::Action moveAction(const GridSnapshot& snapshot, PartitionId partition, UnitId unit) {
    model::Action action;
    action.kind = model::ActionKind::MovePartition;
    action.partition = partition;
    action.target = snapshot.unitName(unit).toStdString();
    return action;
}

QMenu* makeMoveMenu(const GridSnapshot& snapshot, PartitionId partition, const QString& whyNot,
                    const std::function<void(UnitId)>& chosen, QWidget* parent) {
    auto* menu = new QMenu(tr("Move partition %1 to").arg(partition.value), parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (!whyNot.isEmpty()) {
        menu->addAction(whyNot)->setEnabled(false);
        return menu;
    }
    menu->addSection(menu->title());
    std::map<std::string, QMenu*> hosts;
    for (const model::UnitDescription& unit : snapshot.state->units) {
        if (!whyNotMove(snapshot, partition, unit.id).isEmpty()) {
            continue;
        }
        QMenu* place = menu;
        if (snapshot.units.size() > oneListAtMost) {
            QMenu*& host = hosts[unit.host];
            host = host != nullptr
                       ? host
                       : menu->addMenu(withoutKeyMark(tr("host %1").arg(QString::fromStdString(unit.host))));
            place = host;
        }
        const UnitId id = unit.id;
        place->addAction(withoutKeyMark(unitWithHost(snapshot, id)), menu, [chosen, id] { chosen(id); });
    }
    return menu;
}

}  // namespace orrery::console
