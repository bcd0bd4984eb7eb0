// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pages in a row, brought up to date four times a second while they are seen.
#include "console/views/detail_window.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

#include "console/views/detail_pages.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr int tickMillis = 250;
constexpr int windowHeight = 800;

}  // namespace

DetailWindow::DetailWindow(const ViewContext& context, const std::vector<UnitId>& units, QWidget* owner)
    : QWidget(owner, Qt::Window), m_context(context) {
    setObjectName(QStringLiteral("detailWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    QStringList names;
    for (const UnitId unit : units) {
        auto* page = new UnitPage(context, unit, this);
        connect(page, &DetailPage::actionRequested, this, [this, owner](const model::Action& action) {
            owner->activateWindow();
            Q_EMIT actionRequested(action);
        });
        connect(page, &DetailPage::viewRequested, this, [this, owner](ViewName view) {
            owner->activateWindow();
            Q_EMIT viewRequested(view);
        });
        row->addWidget(page, 1);
        m_pages.push_back(page);
        names << context.actions->snapshot()->unitName(unit);
    }
    setWindowTitle(tr("%1 – now – Orrery").arg(names.join(QStringLiteral(" | "))));
    setAccessibleName(windowTitle());
    resize(metrics::detailDock * static_cast<int>(std::max<std::size_t>(1, units.size())),
           metrics::scaled(windowHeight));
    m_tick.setInterval(tickMillis);
    connect(&m_tick, &QTimer::timeout, this, &DetailWindow::refresh);
}

void DetailWindow::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
    m_tick.start();
}

void DetailWindow::refresh() {
    const SnapshotPointer& snapshot = m_context.actions->snapshot();
    if (isVisible() && !isMinimized() && snapshot->hasState) {
        for (DetailPage* page : m_pages) {
            page->refresh(snapshot);
        }
    }
}

void DetailWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        close();
        return;
    }
    QWidget::keyPressEvent(event);
}

void DetailWindow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme::colors().panel);
}

}  // namespace orrery::console
