// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/status_strip.h"

#include <cstdlib>

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QStyle>

#include "console/shell/session.h"
#include "console/state/alarm.h"
#include "console/state/formatting.h"
#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/marks.h"
#include "console/widgets/metrics.h"
#include "console/widgets/run_label.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

TextRun plain(const QString& text) { return {text, Tone::Dim, RunStyle::Text}; }
TextRun figure(const QString& text, Tone tone = Tone::Normal) { return {text, tone, RunStyle::StrongFigure}; }

/// What gives way first, of dress().
enum Level {
    WithoutMemory = 1,
    ShortTime,
    KeysOnly,
    WithoutTheme,
    ShortWords,
    WithoutTime,
    ShortName,
    WithoutCopies,
    Last
};
constexpr metrics::Length nameRoom{320};
constexpr metrics::Length shortNameRoom{96};
constexpr int colorBar = 4;

void setTone(QPushButton* button, const char* tone) {
    if (button->property("tone").toString() == QLatin1String(tone)) {
        return;
    }
    button->setProperty("tone", QString::fromLatin1(tone));
    button->style()->unpolish(button);
    button->style()->polish(button);
}

enum class Words { Full, Short };

std::vector<TextRun> unitRuns(const GridTotals& totals, Words words) {
    const bool missing = totals.reportingUnits < totals.expectedUnits;
    const TextRun count = figure(QStringLiteral("%1/%2").arg(totals.reportingUnits).arg(totals.expectedUnits),
                                 missing ? Tone::High : Tone::Normal);
    if (words == Words::Short) {
        return {count, plain(StatusStrip::tr(" units"))};
    }
    return {count,
            plain(StatusStrip::tr(" reporting, oldest ")),
            figure(formatDuration(totals.oldestSample).joined())};
}

std::vector<TextRun> copyRuns(const GridSnapshot& snapshot, Words words) {
    const GridTotals& totals = snapshot.totals;
    const std::size_t all = snapshot.partitions.size();
    const int copies = snapshot.state->backups + 1;
    std::vector<TextRun> runs{
        figure(QStringLiteral("%1/%2").arg(totals.wholePartitions).arg(all)),
        plain(words == Words::Short ? StatusStrip::tr(" whole") : StatusStrip::tr(" with %n copies", nullptr, copies))};
    if (totals.movingPartitions > 0 && words == Words::Full) {
        runs.push_back({StatusStrip::tr(", %1 moving").arg(totals.movingPartitions), Tone::Accent, RunStyle::Text});
    }
    if (totals.lostPartitions > 0) {
        runs.push_back({StatusStrip::tr(", %1 lost").arg(totals.lostPartitions), Tone::Critical, RunStyle::Strong});
    }
    return runs;
}

std::vector<TextRun> memoryRuns(const GridTotals& totals) {
    const auto count = totals.onlyInMemory.value;
    std::vector<TextRun> runs{plain(StatusStrip::tr("in memory only ")),
                              figure(count ? formatCount(*count) : unknownText()),
                              plain(StatusStrip::tr(" writes"))};
    if (count && *count > 0 && totals.oldestOnlyInMemory.value) {
        runs.push_back(plain(QStringLiteral(", ")));
        runs.push_back(figure(formatDuration(*totals.oldestOnlyInMemory.value).joined()));
    }
    return runs;
}

std::vector<TextRun> skewRuns(const GridSnapshot& snapshot, const UnitView& unit) {
    const Duration skew = *unit.clockSkew;
    const QString amount = (skew.micros < 0 ? QStringLiteral("−") : QStringLiteral("+")) +
                           formatDuration(skew.micros < 0 ? skew * -1 : skew).joined();
    return {plain(StatusStrip::tr("clock of %1 ").arg(snapshot.unitName(unit.id))),
            figure(amount, Tone::Medium)};
}

}  // namespace

const UnitView* worstSkew(const GridSnapshot& snapshot) {
    const UnitView* worst = nullptr;
    std::int64_t most = skewThatCounts.micros;
    for (const UnitView& unit : snapshot.units) {
        const std::int64_t skew = unit.clockSkew ? std::abs(unit.clockSkew->micros) : 0;
        if (skew > most) {
            most = skew;
            worst = &unit;
        }
    }
    return worst;
}

StatusStrip::StatusStrip(QWidget* parent)
    : Panel(Qt::BottomEdge, parent), m_grid(new QPushButton(this)), m_mode(new QPushButton(this)),
      m_units(new RunLabel(this)), m_copies(new RunLabel(this)), m_memory(new RunLabel(this)),
      m_critical(new UrgencyBadge(Urgency::Critical, this)), m_high(new UrgencyBadge(Urgency::High, this)),
      m_medium(new UrgencyBadge(Urgency::Medium, this)), m_skew(new RunLabel(this)),
      m_time(new ToneLabel(QString(), theme::monoFont(metrics::monoSize), Tone::Dim, this)),
      m_theme(new QPushButton(this)), m_palette(new QPushButton(this)) {
    setFixedHeight(metrics::statusStrip);
    setAccessibleName(tr("State of the grid"));
    m_grid->setObjectName(QStringLiteral("statusStrip.grid"));
    m_grid->setProperty("flat", true);
    m_grid->setFont(theme::textFont(metrics::textSize, theme::Weight::SemiBold));
    m_grid->setToolTip(tr("Connection, layout and settings"));
    m_mode->setObjectName(QStringLiteral("statusStrip.mode"));
    m_mode->setProperty("sign", true);
    m_theme->setObjectName(QStringLiteral("statusStrip.theme"));
    m_theme->setProperty("flat", true);
    m_theme->setAccessibleName(tr("Switch between dark and light"));
    m_theme->setToolTip(tr("Dark or light"));
    m_palette->setObjectName(QStringLiteral("statusStrip.palette"));
    m_palette->setAccessibleName(tr("Search or act"));
    m_skew->setToolTip(tr("Order comes from numbers, not from clocks; times of this unit are off."));
    build();
    connect(m_grid, &QPushButton::clicked, this, &StatusStrip::gridPressed);
    connect(m_mode, &QPushButton::clicked, this, &StatusStrip::modePressed);
    connect(m_theme, &QPushButton::clicked, this, &StatusStrip::themePressed);
    connect(m_palette, &QPushButton::clicked, this, &StatusStrip::palettePressed);
}

void StatusStrip::build() {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::grid, 0, metrics::margin, 1);
    row->setSpacing(metrics::margin + metrics::grid);
    for (QWidget* part : {static_cast<QWidget*>(m_grid), static_cast<QWidget*>(m_mode), static_cast<QWidget*>(m_units),
                          static_cast<QWidget*>(m_copies), static_cast<QWidget*>(m_memory),
                          static_cast<QWidget*>(m_critical), static_cast<QWidget*>(m_high),
                          static_cast<QWidget*>(m_medium), static_cast<QWidget*>(m_skew)}) {
        row->addWidget(part);
    }
    row->addStretch(1);
    row->addWidget(m_time);
    row->addWidget(m_theme);
    row->addWidget(m_palette);
    m_skew->hide();
}

void StatusStrip::setPaletteKeys(const QString& keys) {
    m_paletteKeys = keys;
    fit(0);
}

QString StatusStrip::paletteText(int level) const {
    const QString keys = m_paletteKeys;
    return level >= KeysOnly && !keys.isEmpty() ? keys : tr("Search or act   %1").arg(keys).trimmed();
}

void StatusStrip::showSession(Session& session, FrameMode mode, const ConnectionMarks& marks) {
    const bool canAct = session.isAttached() && session.source()->canAct();
    const bool operates = session.mode() == Mode::Operate;
    m_mode->setVisible(session.isAttached());
    m_mode->setText(wordOf(mode));
    m_mode->setEnabled(canAct);
    m_mode->setIcon(mode == FrameMode::Protected ? icon(QStringLiteral("lock")) : QIcon());
    m_mode->setToolTip(!canAct                        ? tr("A recording is only looked at")
                       : operates                     ? tr("Actions are offered. Press to only observe.")
                       : mode == FrameMode::Protected ? tr("Protected: press and type the grid's name to operate.")
                                                      : tr("Nothing can be changed. Press to operate."));
    setTone(m_mode, mode == FrameMode::Operate ? "high" : "");
    m_connectionColor = session.isAttached() ? marks.color : QColor();
    m_connectionName = session.isAttached() ? marks.name : QString();
    if (!session.isAttached()) {
        m_grid->setText(tr("No grid"));
        m_isKnown = false;
    }
    m_theme->setIcon(icon(isDark(theme::appearance()) ? QStringLiteral("sun") : QStringLiteral("moon")));
    fit(0);
    update();
}

void StatusStrip::showSnapshot(const GridSnapshot& snapshot) {
    const bool isFirst = snapshot.hasState != m_isKnown;
    m_isKnown = snapshot.hasState;
    m_now = snapshot.now.wall;
    if (m_isKnown) {
        const QString name = QString::fromStdString(snapshot.state->name);
        const bool named = !m_connectionName.isEmpty() && m_connectionName != name && !snapshot.naming;
        m_name = named ? tr("%1 (%2)").arg(name, m_connectionName) : name;
        m_unitWords = {unitRuns(snapshot.totals, Words::Full), unitRuns(snapshot.totals, Words::Short)};
        m_copyWords = {copyRuns(snapshot, Words::Full), copyRuns(snapshot, Words::Short)};
        m_memory->setRuns(memoryRuns(snapshot.totals));
        const std::vector<std::uint32_t> counts = countByPriority(snapshot.alarms);
        m_critical->setCount(static_cast<int>(counts[1]));
        m_high->setCount(static_cast<int>(counts[2]));
        m_medium->setCount(static_cast<int>(counts[3]));
    }
    const UnitView* skewed = m_isKnown ? worstSkew(snapshot) : nullptr;
    m_hasSkew = skewed != nullptr;
    if (skewed != nullptr) {
        m_skew->setRuns(skewRuns(snapshot, *skewed));
    }
    // What gave way comes back with the next resize, not with every figure that grows shorter.
    fit(isFirst ? 0 : m_level);
}

void StatusStrip::dress(int level) {
    m_level = level;
    for (QWidget* part : {static_cast<QWidget*>(m_units), static_cast<QWidget*>(m_critical),
                          static_cast<QWidget*>(m_high), static_cast<QWidget*>(m_medium)}) {
        part->setVisible(m_isKnown);
    }
    if (m_isKnown) {
        const std::size_t kind = level >= ShortWords ? 1 : 0;
        m_units->setRuns(level < WithoutCopies ? m_unitWords[kind] : std::vector<TextRun>{m_unitWords[kind].front()},
                         m_unitWords[0]);
        m_copies->setRuns(m_copyWords[kind], m_copyWords[0]);
        const int room = level >= ShortName ? shortNameRoom : nameRoom;
        const QString name = m_name.simplified();
        m_grid->setText(withoutKeyMark(m_grid->fontMetrics().elidedText(name, Qt::ElideMiddle, room)));
    }
    const int gap = level >= ShortWords ? static_cast<int>(metrics::gap) : metrics::margin + metrics::grid;
    if (layout()->spacing() != gap) {
        layout()->setSpacing(gap);
    }
    m_memory->setVisible(m_isKnown && level < WithoutMemory);
    m_copies->setVisible(m_isKnown && level < WithoutCopies);
    m_theme->setVisible(level < WithoutTheme);
    m_time->setVisible(level < WithoutTime);
    m_skew->setVisible(m_hasSkew);
    const bool hasTime = m_now.millis != 0;
    m_time->setText(!hasTime            ? QString()
                    : level < ShortTime ? formatDateTime(m_now)
                                        : tr("%1 UTC").arg(formatClock(m_now)));
    m_palette->setText(paletteText(level));
}

int StatusStrip::neededWidth() const {
    int width = metrics::grid + metrics::margin;
    int count = 0;
    for (const QWidget* part : {static_cast<const QWidget*>(m_grid), static_cast<const QWidget*>(m_mode),
                                static_cast<const QWidget*>(m_units), static_cast<const QWidget*>(m_copies),
                                static_cast<const QWidget*>(m_memory), static_cast<const QWidget*>(m_critical),
                                static_cast<const QWidget*>(m_high), static_cast<const QWidget*>(m_medium),
                                static_cast<const QWidget*>(m_skew), static_cast<const QWidget*>(m_time),
                                static_cast<const QWidget*>(m_theme), static_cast<const QWidget*>(m_palette)}) {
        if (!part->isHidden()) {
            width += part->sizeHint().width();
            ++count;
        }
    }
    return width + count * layout()->spacing();
}

void StatusStrip::fit(int from) {
    int level = from;
    do {
        dress(level);
    } while (neededWidth() > width() && ++level < Last);
}

void StatusStrip::resizeEvent(QResizeEvent* event) {
    Panel::resizeEvent(event);
    fit(0);
}

void StatusStrip::paintEvent(QPaintEvent* event) {
    Panel::paintEvent(event);
    if (m_connectionColor.isValid()) {
        QPainter painter(this);
        painter.fillRect(QRect(0, 0, colorBar, height() - 1), m_connectionColor);
    }
}

void StatusStrip::mouseReleaseEvent(QMouseEvent* event) {
    const QWidget* under = childAt(event->pos());
    if (under == m_critical || under == m_high || under == m_medium) {
        Q_EMIT alarmsPressed();
    }
    Panel::mouseReleaseEvent(event);
}

}  // namespace orrery::console
