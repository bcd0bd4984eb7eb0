// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/contact_banner.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include "console/state/formatting.h"
#include "console/widgets/metrics.h"
#include "console/widgets/run_label.h"
#include "console/widgets/theme.h"

namespace orrery::console {

ContactBanner::ContactBanner(QWidget* parent)
    : QWidget(parent), m_text(new RunLabel(this)), m_retry(new QPushButton(tr("Try now"), this)) {
    setObjectName(QStringLiteral("contactBanner"));
    setFixedHeight(metrics::scaled(40));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::margin, 0, metrics::margin, 0);
    auto* copy = new QPushButton(tr("Copy details"), this);
    copy->setObjectName(QStringLiteral("contactBanner.copy"));
    row->addWidget(m_text, 1);
    row->addWidget(copy);
    row->addWidget(m_retry);
    connect(copy, &QPushButton::clicked, this, &ContactBanner::copyPressed);
    connect(m_retry, &QPushButton::clicked, this, &ContactBanner::retryPressed);
    hide();
}

void ContactBanner::showSnapshot(const GridSnapshot& snapshot) {
    const bool lost = snapshot.contact.state == ContactState::Lost ||
                      (snapshot.contact.state == ContactState::Connecting && snapshot.hasState);
    const bool partial = snapshot.contact.state == ContactState::Live && !snapshot.contact.why.isEmpty();
    setVisible(lost || partial);
    m_retry->setVisible(lost);
    if (partial) {
        return showPartial(snapshot.contact.why);
    }
    if (!lost) {
        return;
    }
    std::vector<TextRun> runs{{tr("No contact with the grid. "), Tone::Normal, RunStyle::Strong},
                              {tr("The picture is from %1; the units may be well. ")
                                   .arg(formatAge(snapshot.tableAge)), Tone::Normal, RunStyle::Text}};
    if (!snapshot.contact.why.isEmpty()) {
        runs.push_back({snapshot.contact.why, Tone::Dim, RunStyle::Text});
    }
    m_text->setRuns(std::move(runs));
    setAccessibleName(tr("No contact with the grid"));
}

void ContactBanner::showPartial(const QString& what) {
    m_text->setRuns({{tr("This grid is newer than this console. "), Tone::Normal, RunStyle::Strong},
                     {tr("Update the console to see all of it. "), Tone::Normal, RunStyle::Text},
                     {what, Tone::Dim, RunStyle::Text}});
    setAccessibleName(tr("This grid is newer than this console"));
}

void ContactBanner::paintEvent(QPaintEvent*) {
    const Colors& colors = theme::colors();
    QPainter painter(this);
    painter.fillRect(rect(), mixed(colors.panel, colors.high, 0.22));
    painter.fillRect(QRect(0, height() - 1, width(), 1), colors.line);
}

}  // namespace orrery::console
