// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is read of one unit, as text.
#include <algorithm>

#include "cluster/ctl/text_table.h"
#include "cluster/ctl/views.h"
#include "cluster/ctl/words.h"

namespace orrery::ctl {
namespace {

std::string summary(const model::UnitSettings& settings) {
    const auto differ = static_cast<std::uint64_t>(std::count_if(
        settings.settings.begin(), settings.settings.end(), [](const auto& one) { return one.differs; }));
    std::string text = "unit " + settings.unit + ": ";
    if (settings.others == 0) {
        text += "there is no other unit to compare with";
    } else if (differ == 0) {
        text += "the same as most of the other " + counted(settings.others, "unit");
    } else {
        text += counted(differ, "setting") + (differ == 1 ? " differs" : " differ") + " from most of the other " +
                counted(settings.others, "unit");
    }
    return settings.unheard == 0 ? text + "\n"
                                 : text + "; " + counted(settings.unheard, "unit") + " more not heard of\n";
}

}  // namespace

std::string settingsText(const model::UnitSettings& settings) {
    std::vector<model::ComparedSetting> ordered = settings.settings;
    std::stable_partition(ordered.begin(), ordered.end(), [](const auto& one) { return one.differs; });
    TextTable table({{"SETTING"}, {"VALUE"}, {"FROM"}, {"MOST OTHERS"}, {"UNITS", Align::Right}});
    for (const model::ComparedSetting& one : ordered) {
        table.add({(one.differs ? "! " : "  ") + one.setting.name, one.setting.value,
                   std::string(model::wordFor(one.setting.origin)), one.most.value_or("-"),
                   one.most ? grouped(one.mostUnits) + " of " + grouped(settings.others) : "-"});
    }
    return summary(settings) + table.text();
}

std::string logText(const model::UnitLog& log) {
    std::string text;
    for (const std::string& line : log.lines) {
        text += line + "\n";
    }
    return text;
}

}  // namespace orrery::ctl
