// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints a head line and a row per unit.
#include "console/views/host_card.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "console/state/formatting.h"
#include "console/views/unit_reading.h"
#include "console/views/view_support.h"
#include "console/widgets/crisp.h"
#include "console/widgets/metrics.h"
#include "console/widgets/run_label.h"
#include "console/widgets/sparkline.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

constexpr metrics::Length head{38};
constexpr metrics::Length unitRow{36};
constexpr metrics::Length inset{13};

std::vector<TextRun> stateRuns(const model::UnitDescription& unit, const UnitView& view) {
    const std::string_view word = model::wordFor(unit.state);
    const QString state = QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
    if (unit.state == model::UnitState::Ready || unit.state == model::UnitState::Draining) {
        const QString rate =
            view.rates.operations ? formatRate(*view.rates.operations).joined() : unknownText();
        std::vector<TextRun> runs{
            {formatCount(view.primaries), Tone::Normal, RunStyle::Figure},
            {HostCard::tr(" primaries  "), Tone::Faint, RunStyle::Text},
            {formatAged(rate, view.freshness), Tone::Normal, RunStyle::StrongFigure}};
        if (unit.state == model::UnitState::Draining) {
            runs.push_back({QStringLiteral("  ") + state, Tone::Accent, RunStyle::Text});
        }
        return runs;
    }
    const bool bad =
        unit.state == model::UnitState::Dead || unit.state == model::UnitState::Unhealthy;
    const Tone tone = bad                                        ? Tone::High
                      : unit.state == model::UnitState::Starting ? Tone::Accent
                                                                 : Tone::Dim;
    return {
        {state, tone, RunStyle::Strong},
        {QStringLiteral("  ") + QString::fromStdString(unit.reason), Tone::Dim, RunStyle::Text}};
}

}  // namespace

HostCard::HostCard(QWidget* parent) : Card(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void HostCard::setHost(const SnapshotPointer& snapshot, const std::string& host,
                       std::optional<UnitId> selected) {
    m_snapshot = snapshot;
    m_host = host;
    m_selected = selected;
    const std::size_t before = m_rows.size();
    m_rows.clear();
    for (std::size_t i = 0; i < snapshot->units.size(); ++i) {
        if (snapshot->state->units[i].host == host) {
            m_rows.push_back(i);
        }
    }
    setAccessibleName(tr("Host %1, %2")
                          .arg(QString::fromStdString(host),
                               formatPlural(m_rows.size(), tr("unit"), tr("units"))));
    if (before != m_rows.size()) {
        updateGeometry();
        announceExtent(*this);
    }
    update();
}

void HostCard::setZoom(double zoom) {
    if (zoom != m_zoom) {
        m_zoom = zoom;
        updateGeometry();
        update();
    }
}

int HostCard::heightFor(int units) { return head + unitRow * units + metrics::grid; }

QSize HostCard::sizeHint() const { return QSize(metrics::scaled(260), heightFor(tableRows())) * m_zoom; }

QString HostCard::cellText(TableCell cell) const {
    return unitSentence(*m_snapshot, m_rows[static_cast<std::size_t>(cell.row)]);
}

std::optional<TableCell> HostCard::currentCell() const {
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (m_selected == m_snapshot->units[m_rows[row]].id) {
            return TableCell{static_cast<int>(row), 0};
        }
    }
    return std::nullopt;
}

QRectF HostCard::cellArea(TableCell cell) const {
    return QRectF(0, (head + cell.row * unitRow) * m_zoom, width(), unitRow * m_zoom);
}

void HostCard::chooseCell(TableCell cell) {
    Q_EMIT unitChosen(m_snapshot->units[m_rows[static_cast<std::size_t>(cell.row)]].id);
}

QString HostCard::agentText() const {
    for (const model::AgentDescription& agent : m_snapshot->state->agents) {
        if (agent.host == m_host) {
            const QString contact = agent.connected ? tr("agent live") : tr("agent not in contact");
            return agent.controller ? tr("%1, controller").arg(contact) : contact;
        }
    }
    return tr("no agent known");
}

void HostCard::paintUnit(QPainter& painter, const QRectF& row, std::size_t index) const {
    const Colors& colors = theme::colors();
    const UnitView& view = m_snapshot->units[index];
    const model::UnitDescription& unit = m_snapshot->state->units[index];
    if (m_selected == view.id) {
        fillCrisp(painter, row.adjusted(1, 0, -1, 0), mixed(colors.raised, colors.line, 0.5));
        fillCrisp(painter, QRectF(row.left() + 1, row.top(), 2, row.height()), colors.accent);
    }
    if (view.freshness == Freshness::Stale) {
        hatch(painter, row.adjusted(3, 1, -3, -1), mixed(colors.raised, colors.line, 0.7));
    }
    painter.setFont(theme::textFont(15));
    painter.setPen(unit.state == model::UnitState::Ready ? colors.text : colors.dim);
    painter.drawText(row.adjusted(inset, 0, 0, 0), Qt::AlignVCenter,
                     QString::fromStdString(unit.name));
    const double curve = innerWidth() > metrics::scaled(300)   ? metrics::scaled(104.0)
                         : innerWidth() > metrics::scaled(240) ? metrics::scaled(56.0)
                                                               : 0;
    const double name = QFontMetricsF(painter.font()).horizontalAdvance(QString::fromStdString(unit.name));
    const double left = inset + std::max(metrics::scaled(32.0), name + metrics::grid);
    const double right = curve > 0 ? curve + inset + metrics::gap : inset;
    paintRuns(painter, row.adjusted(left, 0, -right, 0), stateRuns(unit, view));
    if (curve > 0 && view.recentOperations) {
        const std::vector<double> values(view.recentOperations->begin(),
                                         view.recentOperations->end());
        paintSparkline(painter,
                       QRectF(row.right() - inset - curve, row.top() + metrics::scaled(7.0), curve,
                              row.height() - metrics::scaled(14.0)),
                       values, view.freshness == Freshness::Stale ? colors.backup : colors.primary);
    }
}

void HostCard::paintEvent(QPaintEvent* event) {
    Card::paintEvent(event);
    QPainter painter(this);
    painter.scale(m_zoom, m_zoom);
    const Colors& colors = theme::colors();
    const QRectF title(inset, 0, innerWidth() - 2 * inset, head);
    painter.setFont(theme::textFont(metrics::textSize, theme::Weight::SemiBold));
    painter.setPen(colors.text);
    const QString name = tr("host %1").arg(QString::fromStdString(m_host));
    painter.drawText(title, Qt::AlignVCenter, name);
    const double room = title.width() - QFontMetricsF(painter.font()).horizontalAdvance(name) - metrics::gap;
    painter.setFont(theme::textFont(metrics::smallSize));
    painter.setPen(colors.dim);
    painter.drawText(title, Qt::AlignVCenter | Qt::AlignRight,
                     QFontMetricsF(painter.font()).elidedText(agentText(), Qt::ElideRight, room));
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        paintUnit(painter,
                  QRectF(0, head + static_cast<double>(i) * unitRow, innerWidth(), unitRow),
                  m_rows[i]);
    }
    if (hasFocus()) {
        painter.resetTransform();
        roundedBox(painter, QRectF(rect()), QColor(), colors.accent, metrics::radius, 2);
    }
}

std::optional<UnitId> HostCard::unitAt(int y) const {
    const int row = static_cast<int>(std::floor((y / m_zoom - head) / unitRow));
    return row >= 0 && row < tableRows()
               ? std::optional<UnitId>(m_snapshot->units[m_rows[static_cast<std::size_t>(row)]].id)
               : std::nullopt;
}

void HostCard::mousePressEvent(QMouseEvent* event) {
    if (const auto unit = unitAt(event->pos().y())) {
        Q_EMIT unitChosen(*unit);
    }
}

void HostCard::mouseDoubleClickEvent(QMouseEvent* event) {
    if (const auto unit = unitAt(event->pos().y())) {
        Q_EMIT unitOpened(*unit);
    }
}

void HostCard::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (m_rows.empty() || (step == 0 && !enter)) {
        QWidget::keyPressEvent(event);
        return;
    }
    int row = step > 0 ? -1 : static_cast<int>(m_rows.size());
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_selected == m_snapshot->units[m_rows[i]].id) {
            row = static_cast<int>(i);
        }
    }
    row = std::clamp(row + step, 0, static_cast<int>(m_rows.size()) - 1);
    const UnitId unit = m_snapshot->units[m_rows[static_cast<std::size_t>(row)]].id;
    announceCell(*this, {row, 0});
    enter ? Q_EMIT unitOpened(unit) : Q_EMIT unitChosen(unit);
}

}  // namespace orrery::console
