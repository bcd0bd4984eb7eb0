// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Colours follow the rule: grey is whole, blue moves, amber has one copy left, red has none.
#include "console/views/copies_parts.h"

#include <QCoreApplication>
#include <algorithm>

#include "console/state/formatting.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

struct Shares {
    std::uint32_t whole = 0;
    std::uint32_t moving = 0;
    std::uint32_t single = 0;
    std::uint32_t none = 0;
};

QString tr(const char* text) {
    return QCoreApplication::translate("orrery::console::Copies", text);
}

Shares sharesOf(const GridTotals& totals) {
    std::uint32_t all = 0;
    for (const std::uint32_t count : totals.copies) {
        all += count;
    }
    Shares shares;
    shares.none = totals.copies[0];
    const bool singleIsWhole =
        totals.copies[2] + totals.copies[3] == 0 && totals.wholePartitions > 0;
    shares.single = singleIsWhole ? 0 : totals.copies[1];
    shares.whole = totals.wholePartitions;
    const std::uint32_t named = shares.none + shares.single + shares.whole;
    shares.moving = all > named ? all - named : 0;
    return shares;
}

}  // namespace

std::vector<BarPart> copiesParts(const GridTotals& totals) {
    const Colors& colors = theme::colors();
    const Shares shares = sharesOf(totals);
    return {{static_cast<double>(shares.whole), colors.primary, tr("whole")},
            {static_cast<double>(shares.moving), colors.accent, tr("moving or catching up")},
            {static_cast<double>(shares.single), colors.high, tr("one copy")},
            {static_cast<double>(shares.none), colors.critical, tr("no copy")}};
}

std::vector<TextRun> copiesText(const GridTotals& totals) {
    const Shares shares = sharesOf(totals);
    std::vector<TextRun> runs{{formatCount(shares.whole), Tone::Normal, RunStyle::Figure},
                              {QLatin1Char(' ') + tr("whole"), Tone::Dim, RunStyle::Text}};
    const auto add = [&runs](std::uint32_t count, const QString& word, Tone tone) {
        if (count > 0) {
            runs.push_back({QStringLiteral("  ·  "), Tone::Faint, RunStyle::Text});
            runs.push_back({formatCount(count), tone, RunStyle::Figure});
            runs.push_back({QLatin1Char(' ') + word, tone, RunStyle::Text});
        }
    };
    add(shares.moving, tr("moving"), Tone::Accent);
    add(shares.single, tr("with one copy"), Tone::High);
    add(shares.none, tr("without a copy"), Tone::Critical);
    return runs;
}

std::vector<BarPart> copiesParts(const std::vector<std::uint32_t>& byCopies, std::size_t wanted) {
    const Colors& colors = theme::colors();
    std::vector<BarPart> parts;
    for (std::size_t copies = byCopies.size(); copies-- > 0;) {
        const QColor color = copies == 0        ? colors.critical
                             : copies >= wanted ? colors.primary
                             : copies == 1      ? colors.high
                                                : colors.backup;
        parts.push_back({static_cast<double>(byCopies[copies]), color,
                         copies == 1 ? tr("one copy") : tr("%1 copies").arg(copies)});
    }
    return parts;
}

}  // namespace orrery::console
