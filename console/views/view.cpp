// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Builds the frame of a view and switches between picture and waiting page.
#include "console/views/view.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/state_page.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

/// A page that holds `body` and is as large as there is room, but never smaller than its parts need: in a low
/// window or at a large font scale it scrolls instead of squeezing them.
QWidget* makeScrolled(QVBoxLayout& body, QWidget* parent) {
    auto* scroll = new QScrollArea(parent);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    auto* content = new QWidget;
    content->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);   // As wide as the page, never wider.
    body.setContentsMargins(0, 0, 0, 0);
    content->setLayout(&body);
    scroll->setWidget(content);
    content->setAutoFillBackground(false);   // setWidget() fills it.
    return scroll;
}

}  // namespace

View::View(const QString& title, const ViewContext& context, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_pages(new QStackedLayout(this)),
      m_header(new QHBoxLayout),
      m_body(new QVBoxLayout),
      m_waiting(new StatePage(this)) {
    setAccessibleName(title);
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(metrics::margin, 0, metrics::margin, metrics::margin);
    column->setSpacing(0);
    auto* line = new QWidget(page);
    line->setFixedHeight(metrics::viewHeader);
    line->setLayout(m_header);
    m_header->setContentsMargins(0, 0, 0, 0);
    m_header->setSpacing(metrics::gap);
    m_header->addWidget(makeTitle(title, line));
    column->addWidget(line);
    m_body->setSpacing(0);
    column->addWidget(makeScrolled(*m_body, page), 1);
    m_pages->addWidget(page);
    m_pages->addWidget(m_waiting);
}

void View::refresh(const SnapshotPointer& snapshot) {
    m_snapshot = snapshot;
    if (!snapshot->hasState && !drawsUnknownGrid()) {
        showWaiting(*snapshot);
        m_pages->setCurrentIndex(1);
        return;
    }
    m_pages->setCurrentIndex(0);
    showSnapshot(*snapshot);
}

void View::showWaiting(const GridSnapshot& snapshot) {
    const Contact& contact = snapshot.contact;
    if (contact.state == ContactState::Lost) {
        m_waiting->setContent(
            QStringLiteral("unlink"), tr("No contact with %1").arg(contact.peer),
            contact.why.isEmpty() ? tr("Trying all known addresses again.") : contact.why);
        return;
    }
    m_waiting->setContent(
        QStringLiteral("clock"),
        contact.peer.isEmpty() ? tr("Connecting") : tr("Waiting for %1").arg(contact.peer),
        contact.why.isEmpty() ? tr("The table of the grid has not arrived yet.") : contact.why);
}

void View::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme::colors().ground);
}

}  // namespace orrery::console
