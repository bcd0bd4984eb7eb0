// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/help_pages.h"

#include <QCoreApplication>

#include "console/shell/handbook.h"
#include "console/state/alarm_catalogue.h"

namespace orrery::console {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("HelpPages", text); }

struct SheetPage { const char* sheet; const char* page; };

constexpr SheetPage sheetPages[] = {{"planDialog", "view-operations"}, {"simulationForm", "simulation"},
                                    {"connectionSheet", "connecting"}, {"passwordSheet", "connecting"},
                                    {"guardSheet", "connecting"},      {"shelveSheet", "view-events"},
                                    {"exportSheet", "export"}, {"ringSheet", "view-recordings"}};

}  // namespace

QString alarmPageId(AlarmKind kind) { return QStringLiteral("alarm-%1").arg(static_cast<int>(kind)); }

void addAlarmPages(Handbook& handbook) {
    for (const AlarmDefinition& definition : alarmDefinitions()) {
        const AlarmAdvice advice = adviceOn(definition.kind);
        const QString title = tr("Alarm: %1").arg(advice.name);
        const QStringList text{QStringLiteral("# ") + title, advice.meaning,
                               QStringLiteral("## ") + tr("What usually lies behind it"), advice.cause,
                               QStringLiteral("## ") + tr("What to do"), advice.response,
                               QStringLiteral("## ") + tr("What waiting costs"), advice.consequence,
                               QStringLiteral("[%1](%2)").arg(tr("Step by step"), advice.runbook)};
        handbook.add({alarmPageId(definition.kind), title, text.join(QStringLiteral("\n\n"))});
    }
}

QString pageOfSheet(const QString& sheetName) {
    for (const SheetPage& entry : sheetPages) {
        if (sheetName == QLatin1String(entry.sheet)) {
            return QString::fromLatin1(entry.page);
        }
    }
    return {};
}

}  // namespace orrery::console
