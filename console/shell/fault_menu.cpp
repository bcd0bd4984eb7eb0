// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/fault_menu.h"

#include <utility>

#include "console/widgets/icons.h"

namespace orrery::console {
namespace {

constexpr Duration shortPause = seconds(5);
constexpr Duration longPause = seconds(30);
constexpr Duration storeTrouble = seconds(30);

}  // namespace

FaultMenu::FaultMenu(std::function<Subject()> subject, QWidget* parent)
    : QMenu(parent), m_subject(std::move(subject)) {
    setObjectName(QStringLiteral("faultMenu"));
    setAccessibleName(tr("Faults"));
    connect(this, &QMenu::aboutToShow, this, &FaultMenu::fill);
}

void FaultMenu::fill() {
    clear();
    const Subject subject = m_subject();
    if (subject.unit && subject.snapshot->unit(*subject.unit) != nullptr) {
        addForUnit(this, QString::fromStdString(subject.snapshot->unit(*subject.unit)->name));
        addSeparator();
    }
    addUnits(subject);
    addHosts(subject);
    addStore();
}

void FaultMenu::add(QMenu* menu, const QString& text, const SimulatedFault& fault) {
    connect(menu->addAction(text), &QAction::triggered, this, [this, fault] { Q_EMIT chosen(fault); });
}

void FaultMenu::addForUnit(QMenu* menu, const QString& unit) {
    add(menu, tr("Kill unit %1").arg(unit), {FaultKind::KillUnit, unit, {}});
    add(menu, tr("Stop unit %1 for 5 s").arg(unit), {FaultKind::PauseUnit, unit, shortPause});
    add(menu, tr("Stop unit %1 for 30 s").arg(unit), {FaultKind::PauseUnit, unit, longPause});
}

void FaultMenu::addUnits(const Subject& subject) {
    QMenu* units = addMenu(console::icon(QStringLiteral("unit")), tr("Units"));
    for (const model::AgentDescription& agent : subject.snapshot->state->agents) {
        // Filled when it opens: a large grid has hundreds of units.
        QMenu* host = units->addMenu(tr("Host %1").arg(QString::fromStdString(agent.host)));
        connect(host, &QMenu::aboutToShow, this, [this, host, name = agent.host, snapshot = subject.snapshot] {
            host->clear();
            for (const model::UnitDescription& unit : snapshot->state->units) {
                if (unit.host == name) {
                    const QString unitName = QString::fromStdString(unit.name);
                    addForUnit(host->addMenu(tr("Unit %1").arg(unitName)), unitName);
                }
            }
        });
    }
    units->setEnabled(!units->isEmpty());
}

void FaultMenu::addHosts(const Subject& subject) {
    QMenu* hosts = addMenu(console::icon(QStringLiteral("host")), tr("Hosts"));
    for (const model::AgentDescription& agent : subject.snapshot->state->agents) {
        const QString name = QString::fromStdString(agent.host);
        QMenu* host = hosts->addMenu(agent.controller ? tr("Host %1 (leads the grid)").arg(name)
                                                      : tr("Host %1").arg(name));
        add(host, tr("Kill host %1 and its units").arg(name), {FaultKind::KillHost, name, {}});
        add(host, tr("Start host %1").arg(name), {FaultKind::BootHost, name, {}});
        host->addSeparator();
        add(host, tr("Cut host %1 off").arg(name), {FaultKind::CutHost, name, {}});
        add(host, tr("Join host %1 again").arg(name), {FaultKind::HealHost, name, {}});
    }
    hosts->setEnabled(!hosts->isEmpty());
}

void FaultMenu::addStore() {
    QMenu* store = addMenu(console::icon(QStringLiteral("store")), tr("Database"));
    add(store, tr("Down for 30 s"), {FaultKind::StoreDown, {}, storeTrouble});
    add(store, tr("Slow for 30 s"), {FaultKind::StoreSlow, {}, storeTrouble});
    store->addSeparator();
    add(store, tr("Well again"), {FaultKind::StoreUp, {}, {}});
}

}  // namespace orrery::console
