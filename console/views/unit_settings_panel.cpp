// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/views/unit_settings_panel.h"

#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "console/state/formatting.h"
#include "console/state/shown_reading.h"
#include "console/widgets/value_rows.h"

namespace orrery::console {
namespace {

QString wordsOf(model::SettingOrigin origin) {
    switch (origin) {
    case model::SettingOrigin::Default: return UnitSettingsPanel::tr("nobody has set it");
    case model::SettingOrigin::File: return UnitSettingsPanel::tr("set in the agent's file");
    case model::SettingOrigin::CommandLine: return UnitSettingsPanel::tr("set on the agent's command line");
    case model::SettingOrigin::Agent: return UnitSettingsPanel::tr("made by the agent");
    }
    return {};
}

ValueRow rowOf(const GridSnapshot& snapshot, const model::ComparedSetting& one, std::uint64_t others) {
    const QString name = QString::fromStdString(one.setting.name);
    const auto shown = [&](const std::string& value) {
        return value.empty() ? UnitSettingsPanel::tr("(empty)") : shownSetting(snapshot, name, QString::fromStdString(value));
    };
    ValueRow row{name, shown(one.setting.value), {}, wordsOf(one.setting.origin), Tone::Normal};
    if (one.differs && one.most) {
        row.tone = Tone::Medium;
        row.note = UnitSettingsPanel::tr("differs: %1 of %2 others have %3")
                       .arg(formatCount(one.mostUnits), formatCount(others), shown(*one.most));
    }
    return row;
}

std::uint64_t countDiffering(const model::UnitSettings& settings) {
    return static_cast<std::uint64_t>(std::count_if(settings.settings.begin(), settings.settings.end(),
                                                    [](const auto& one) { return one.differs; }));
}

/// All others have what this unit has.
bool isSameEverywhere(const model::UnitSettings& settings) {
    return std::all_of(settings.settings.begin(), settings.settings.end(), [&](const auto& one) {
        return !one.most || (!one.differs && one.mostUnits == settings.others);
    });
}

}  // namespace

UnitSettingsPanel::UnitSettingsPanel(const ViewContext& context, PageRoom room, QWidget* parent)
    : UnitReadingPanel(context, UnitReading::Settings, room, tr("Settings"), "unitPage.settings", parent),
      m_rows(new ValueRows(this)),
      m_more(new QPushButton(this)),
      m_showsAll(room == PageRoom::Window) {
    m_rows->setAccessibleName(tr("Settings of the unit"));
    m_more->setObjectName(QStringLiteral("unitPage.settings.more"));
    column()->addWidget(m_rows);
    column()->addWidget(m_more, 0, Qt::AlignLeft);
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_showsAll = !m_showsAll;
        showAgain();
    });
    refresh();
}

void UnitSettingsPanel::showReading(const UnitAnswer* reading) {
    std::vector<ValueRow> rows;
    const model::UnitSettings* settings = reading != nullptr && reading->settings ? &*reading->settings : nullptr;
    for (const bool differing : {true, false}) {
        for (std::size_t index = 0; settings != nullptr && index < settings->settings.size(); ++index) {
            const model::ComparedSetting& one = settings->settings[index];
            if (one.differs == differing && (differing || m_showsAll)) {
                rows.push_back(rowOf(snapshot(), one, settings->others));
            }
        }
    }
    m_rows->setVisible(!rows.empty());
    m_rows->setRows(std::move(rows));
    const std::uint64_t hidden = settings == nullptr ? 0 : settings->settings.size() - countDiffering(*settings);
    m_more->setVisible(hidden > 0);
    const bool someDiffer = settings != nullptr && countDiffering(*settings) > 0;
    m_more->setText(m_showsAll   ? (someDiffer ? tr("Only what differs") : tr("Hide them"))
                    : someDiffer ? tr("%1 more settings").arg(formatCount(hidden))
                                 : tr("All %1 settings").arg(formatCount(hidden)));
}

QString UnitSettingsPanel::summary(const UnitAnswer& reading) const {
    const model::UnitSettings& settings = *reading.settings;
    const QString others = formatPlural(settings.others, tr("other unit"), tr("other units"));
    const std::uint64_t differing = countDiffering(settings);
    QString text = settings.others == 0            ? tr("No other unit to compare with.")
                   : differing == 1                ? tr("1 setting differs from what most of the %1 have.").arg(others)
                   : differing > 1                 ? tr("%1 settings differ from what most of the %2 have.")
                                                         .arg(formatCount(differing), others)
                   : isSameEverywhere(settings)    ? tr("Same as the %1.").arg(others)
                                                   : tr("Same as most of the %1.").arg(others);
    if (settings.unheard > 0) {
        text += QStringLiteral(" ") +
                tr("Not known of %1 more.").arg(formatPlural(settings.unheard, tr("unit"), tr("units")));
    }
    return text;
}

QString UnitSettingsPanel::copied(const UnitAnswer& reading) const {
    QString text;
    for (const model::ComparedSetting& one : reading.settings->settings) {
        const ValueRow row = rowOf(snapshot(), one, reading.settings->others);
        text += row.name + QStringLiteral(" = ") + row.value +
                (row.note.isEmpty() ? QString() : QStringLiteral("   # ") + row.note) + QLatin1Char('\n');
    }
    return text;
}

}  // namespace orrery::console
