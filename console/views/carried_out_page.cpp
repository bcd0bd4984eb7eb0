// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calibration card, then a card per operation.
#include "console/views/carried_out_page.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>
#include <cmath>

#include "console/actions/shown_names.h"
#include "console/state/formatting.h"
#include "console/views/operation_card.h"
#include "console/views/view_support.h"
#include "console/widgets/card.h"
#include "console/widgets/fact_list.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/sparkline.h"
#include "console/widgets/state_page.h"

namespace orrery::console {
namespace {

constexpr int mostCards = 20;
constexpr int columnGap = 40;
constexpr int curveHeight = 40;

QString ratioText(double ratio) { return formatNumber(ratio, ratio < 10 ? 2 : 0); }

Fact compared(const QString& label, const QString& forecast, const QString& fact) {
    return {label, CarriedOutPage::tr("%1 | %2").arg(forecast.isEmpty() ? unknownText() : forecast,
                                                     fact.isEmpty() ? unknownText() : fact)};
}

std::vector<Fact> forecastFacts(const OperationRecord& record) {
    const model::Plan& plan = record.plan;
    const QString median = plan.pauseMedian ? textOf(plan.pauseMedian) : QString();
    const QString measured = record.measuredPause() ? textOf(record.measuredPause()) : QString();
    std::vector<Fact> facts{
        {CarriedOutPage::tr("Asked by"), record.by},
        {CarriedOutPage::tr("Reason"), record.reason.isEmpty() ? CarriedOutPage::tr("none given") : record.reason},
        {CarriedOutPage::tr("Plan"), QString::fromStdString(plan.digest)},
        compared(CarriedOutPage::tr("Pause, forecast | measured"), median, measured)};
    if (const auto ratio = record.forecastRatio()) {
        facts.push_back({CarriedOutPage::tr("Measured by forecast"), ratioText(*ratio)});
    }
    facts.push_back({CarriedOutPage::tr("Copies whole again after"),
                     record.redundancyAfter ? textOf(record.redundancyAfter) : QString()});
    return facts;
}

QWidget* makeRecord(const OperationRecord& record, ActionController& actions, QWidget* parent) {
    auto* holder = new QWidget(parent);
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(columnGap);
    auto* left = new QWidget(holder);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, metrics::gap, 0, 0);
    column->setSpacing(metrics::grid / 2);
    column->addWidget(makeSection(formatDateTime(record.startedAt.wall), left));
    auto* facts = new FactList(left);
    facts->setFacts(forecastFacts(record));
    column->addWidget(facts);
    column->addStretch();
    row->addWidget(left, 2);
    auto* card = new OperationCard(actions, holder);
    card->tell(record);
    row->addWidget(card, 3);
    return holder;
}

QWidget* makeCalibration(const ActionController& actions, QWidget* parent) {
    auto* card = new Card(parent);
    card->setObjectName(QStringLiteral("operationsView.calibration"));
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(metrics::margin, metrics::gap, metrics::margin, metrics::gap);
    row->setSpacing(columnGap);
    auto* words = new QVBoxLayout;
    words->setSpacing(metrics::grid / 2);   // Its own, or else it is that of the row.
    words->addWidget(makeSection(CarriedOutPage::tr("Calibration: forecast against fact"), card));
    words->addWidget(makeExplanation(calibrationSentence(actions.calibration()), card));
    if (!actions.keepingProblem().isEmpty()) {
        const QString& text = actions.keepingProblem();
        auto* problem = makeExplanation(actions.naming() ? Redaction::removedIfAny(text) : text, card);
        problem->setTone(Tone::Medium);
        words->addWidget(problem);
    }
    words->addStretch();
    row->addLayout(words, 3);
    std::vector<double> ratios;
    for (const CalibrationSample& sample : actions.calibration().samples()) {
        ratios.push_back(sample.ratio());
    }
    if (ratios.size() > 1) {
        auto* curve = new Sparkline(card);
        curve->setBaselineVisible();
        curve->setMinimumHeight(curveHeight);
        curve->setAccessibleName(CarriedOutPage::tr("Measured by forecast, oldest first"));
        curve->setValues(std::move(ratios));
        row->addWidget(curve, 2);
    }
    return card;
}

}  // namespace

QString calibrationSentence(const Calibration& calibration) {
    const auto summary = calibration.summary();
    if (!summary) {
        return CarriedOutPage::tr("No forecast of a pause has been measured yet. It begins with the first action that "
                                  "makes partitions change their primary.");
    }
    if (summary->count == 1) {
        return CarriedOutPage::tr("One forecast was measured: the pause was %1 times the forecast.")
            .arg(ratioText(summary->median));
    }
    return CarriedOutPage::tr("Pauses came out %1 times as long as forecast (median of the last %2; eight in ten "
                              "between %3 and %4).")
        .arg(ratioText(summary->median))
        .arg(summary->count)
        .arg(ratioText(summary->low), ratioText(summary->high));
}

CarriedOutPage::CarriedOutPage(ActionController* actions, QWidget* parent)
    : QWidget(parent), m_actions(actions), m_scroll(new QScrollArea(this)), m_empty(new StatePage(this)) {
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_empty->setContent(QStringLiteral("operations"), tr("Nothing was carried out from this desk"),
                        tr("Choose an action and its target under Plan, or a unit or partition anywhere. Every action "
                           "shows its plan first."));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_empty, 1);
    connect(m_actions, &ActionController::recordsChanged, this, &CarriedOutPage::rebuild);
    connect(m_actions, &ActionController::standingChanged, this, &CarriedOutPage::rebuild);
    connect(m_actions, &ActionController::sourceChanged, this, &CarriedOutPage::rebuild);
    rebuild();
}

void CarriedOutPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    rebuild();
}

void CarriedOutPage::rebuild() {
    const auto& records = m_actions->records();
    const bool any = !records.empty() || m_actions->calibration().summary();
    m_empty->setVisible(!any);
    m_scroll->setVisible(any);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::gap);
    column->addWidget(makeCalibration(*m_actions, page));
    int count = 0;
    for (auto record = records.rbegin(); record != records.rend() && count < mostCards; ++record, ++count) {
        column->addWidget(makeRecord(shownRecord(*record, m_actions->naming()), *m_actions, page));
    }
    column->addStretch(1);   // What is left over is below, not in the cards.
    m_scroll->setWidget(page);
    page->setAutoFillBackground(false);   // setWidget() fills it.
}

}  // namespace orrery::console
