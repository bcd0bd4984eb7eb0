// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/simulation_panel.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include "console/shell/fault_menu.h"
#include "console/shell/simulation_speeds.h"
#include "console/state/formatting.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/crisp.h"
#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr int hatchWidth = 24;
/// Below these widths of the panel the less needed words make room, the least needed first.
constexpr int widthForRequests = 1500;
constexpr int widthForTitle = 1240;

QPushButton* makeSquare(const QString& iconName, const QString& name, QWidget* parent) {
    auto* button = new QPushButton(icon(iconName), QString(), parent);
    button->setProperty("square", true);
    button->setAutoDefault(false);
    button->setAccessibleName(name);
    button->setToolTip(name);
    return button;
}

}  // namespace

SimulationPanel::SimulationPanel(Session& session, QWidget* parent)
    : Panel(Qt::TopEdge, parent), m_session(session) {
    setObjectName(QStringLiteral("simulationPanel"));
    setAccessibleName(tr("Simulated grid"));
    m_menu = new FaultMenu(
        [this] { return FaultMenu::Subject{m_session.store().latest(), m_session.selection().unit()}; }, this);
    build();
    connect(m_pause, &QPushButton::clicked, this, &SimulationPanel::togglePause);
    connect(m_step, &QPushButton::clicked, this, &SimulationPanel::step);
    connect(m_fault, &QPushButton::clicked, this, &SimulationPanel::openFaults);
    connect(m_speed, &SegmentedControl::chosen, this, [this](int index) {
        if (m_source) {
            m_source->setSpeed(simulationSpeeds[static_cast<std::size_t>(index)]);
        }
    });
    connect(m_menu, &FaultMenu::chosen, this, [this](const SimulatedFault& fault) {
        if (m_source) {
            m_source->inject(fault);
        }
    });
    connect(&m_session, &Session::attached, this, &SimulationPanel::follow);
    follow();
}

void SimulationPanel::build() {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::scaled(hatchWidth) + metrics::gap, 0, metrics::margin, 0);
    row->setSpacing(metrics::gap);
    m_word = new ToneLabel(tr("SIMULATED"), theme::textFont(metrics::textSize, theme::Weight::SemiBold), Tone::Normal,
                           this);
    m_title = makeExplanation(QString(), this);
    m_news = makeText(QString(), this);
    m_requests = makeExplanation(QString(), this);
    m_time = new ToneLabel(QString(), theme::monoFont(metrics::textSize), Tone::Normal, this);
    m_time->setToolTip(tr("Time in the simulated grid since it began"));
    m_pause = makeSquare(QStringLiteral("pause"), tr("Pause"), this);
    m_pause->setObjectName(QStringLiteral("simulationPanel.pause"));
    m_step = makeSquare(QStringLiteral("step-forward"), tr("Half a second further, then stand still"), this);
    m_step->setObjectName(QStringLiteral("simulationPanel.step"));
    m_speed = new SegmentedControl(speedTexts(), this);
    m_speed->setAccessibleName(tr("Speed"));
    m_achieved = makeText(QString(), this);
    m_achieved->setObjectName(QStringLiteral("simulationPanel.achieved"));
    m_fault = new QPushButton(icon(QStringLiteral("fault")), tr("Put in a fault…"), this);
    m_fault->setObjectName(QStringLiteral("simulationPanel.fault"));
    m_fault->setAutoDefault(false);
    for (ToneLabel* label : {m_title, m_requests}) {
        label->setWordWrap(false);
    }
    row->addWidget(m_word);
    row->addWidget(m_title);
    row->addWidget(m_news);
    row->addStretch(1);
    row->addWidget(m_requests);
    row->addWidget(m_achieved);
    row->addWidget(m_time);
    row->addWidget(m_pause);
    row->addWidget(m_step);
    row->addWidget(m_speed);
    row->addWidget(m_fault);
    setFixedHeight(metrics::statusStrip);
}

void SimulationPanel::follow() {
    auto* source = qobject_cast<SimulatedSource*>(m_session.source());
    setVisible(source != nullptr);
    if (source == m_source) {
        return;
    }
    m_source = source;
    if (source == nullptr) {
        return;
    }
    m_title->setText(source->title());
    connect(source, &SimulatedSource::stateChanged, this, &SimulationPanel::showState);
    showState(source->state());
}

void SimulationPanel::showState(const SimulationState& state) {
    m_time->setText(formatElapsed(state.position.at - Instant{}));
    m_requests->setText(tr("%1 requests answered, %2 failed")
                            .arg(formatCount(state.answered), formatCount(state.failed)));
    m_pause->setIcon(icon(state.paused ? QStringLiteral("play") : QStringLiteral("pause")));
    m_pause->setAccessibleName(state.paused ? tr("Run on") : tr("Pause"));
    m_pause->setToolTip(m_pause->accessibleName());
    m_speed->setCurrent(speedIndex(state.wantedSpeed));
    const bool slow = !state.paused && !state.keepsUp;
    m_achieved->setTone(slow ? Tone::High : Tone::Dim);
    if (state.paused) {
        m_achieved->setText(tr("stands still"));
    } else if (slow) {
        m_achieved->setText(tr("▲ only ×%1: this machine cannot keep up").arg(state.achievedSpeed, 0, 'f', 1));
    } else {
        m_achieved->clear();
    }
    showFault(state);
}

void SimulationPanel::showFault(const SimulationState& state) {
    if (state.faults.empty()) {
        m_news->clear();
        return;
    }
    const InjectedFault& last = state.faults.back();
    m_news->setTone(last.refusal.isEmpty() ? Tone::Accent : Tone::High);
    m_news->setText(last.refusal.isEmpty() ? tr("%1  %2").arg(formatClock(last.at.wall), textOf(last.fault))
                                           : tr("Not done: %1").arg(last.refusal));
}

void SimulationPanel::togglePause() {
    if (!m_source) {
        return;
    }
    if (m_source->state().paused) {
        m_source->resume();
    } else {
        m_source->pause();
    }
}

void SimulationPanel::step() {
    if (m_source) {
        m_source->step();
    }
}

void SimulationPanel::openFaults() {
    if (m_source) {
        m_menu->popup(m_fault->mapToGlobal(QPoint(0, -m_menu->sizeHint().height())));
    }
}

void SimulationPanel::paintEvent(QPaintEvent* event) {
    Panel::paintEvent(event);
    QPainter painter(this);
    hatch(painter, QRectF(0, 1, metrics::scaled(hatchWidth), height() - 1), theme::colors().dim);
}

void SimulationPanel::resizeEvent(QResizeEvent* event) {
    Panel::resizeEvent(event);
    m_requests->setVisible(width() >= metrics::scaled(widthForRequests));
    m_title->setVisible(width() >= metrics::scaled(widthForTitle));
}

}  // namespace orrery::console
