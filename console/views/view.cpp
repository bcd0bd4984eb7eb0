// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Builds the frame of a view and switches between picture and waiting page.
#include "console/views/view.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>
#include <vector>

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

/// Title and controls on one line; where that is too narrow, the title stands above and buttons that have an icon
/// keep to it.
class HeaderLine : public QWidget {
public:
    HeaderLine(const QString& title, QHBoxLayout& controls, QWidget* parent)
        : QWidget(parent), m_title(makeTitle(title, this)), m_controls(controls),
          m_box(new QBoxLayout(QBoxLayout::LeftToRight, this)) {
        for (QBoxLayout* layout : {m_box, static_cast<QBoxLayout*>(&m_controls)}) {
            layout->setContentsMargins(0, 0, 0, 0);
            layout->setSpacing(metrics::gap);
        }
        m_box->addWidget(m_title);
        m_box->addLayout(&m_controls, 1);
        setFixedHeight(metrics::viewHeader);
    }

protected:
    void resizeEvent(QResizeEvent* event) override {
        QWidget::resizeEvent(event);
        if (event->oldSize().width() == width()) {
            return;   // Only the height changed, by arrange().
        }
        for (const auto& [button, words] : m_words) {
            giveBack(*button, words);
        }
        m_words.clear();
        if (neededWidth() > width()) {
            shorten();
        }
        arrange();
    }

    bool event(QEvent* event) override {
        if (event->type() == QEvent::LayoutRequest) {
            // Who has got another text meanwhile is the view's again.
            std::erase_if(m_words, [](const auto& shortened) {
                const bool isChanged = !shortened.first->text().isEmpty();
                if (isChanged) {
                    giveBack(*shortened.first, shortened.second);
                }
                return isChanged;
            });
            arrange();
        }
        return QWidget::event(event);
    }

private:
    /// Asked of the controls themselves: their layout does not hear of new texts at once, and to invalidate it here
    /// would ask for the next layout, without end.
    int neededWidth() const {
        int needed = -metrics::gap;
        for (int i = 0; i < m_controls.count(); ++i) {
            QLayoutItem* item = m_controls.itemAt(i);
            needed += item->isEmpty() ? 0 : item->minimumSize().width() + metrics::gap;
        }
        return std::max(0, needed);
    }

    void arrange() {
        // Shortened buttons keep the title above: else both would take turns.
        const int beside = m_title->sizeHint().width() + metrics::gap + neededWidth();
        const bool isNarrow = !m_words.empty() || beside > width();
        m_box->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
        const int height = metrics::viewHeader + (isNarrow ? metrics::control : 0);
        if (height != minimumHeight()) {
            setFixedHeight(height);
        }
    }

    static void giveBack(QPushButton& button, const QString& words) {
        if (button.text().isEmpty()) {
            button.setText(words);
        }
        if (button.accessibleName() == words) {
            button.setAccessibleName(QString());
        }
        if (button.toolTip() == words) {
            button.setToolTip(QString());
        }
    }

    void shorten() {
        for (QPushButton* button : findChildren<QPushButton*>()) {
            const QString words = button->text();
            if (!button->icon().isNull() && !words.isEmpty()) {
                button->setAccessibleName(button->accessibleName().isEmpty() ? words : button->accessibleName());
                button->setToolTip(button->toolTip().isEmpty() ? words : button->toolTip());
                m_words.emplace_back(button, words);
                button->setText(QString());
            }
        }
    }

    ToneLabel* m_title;
    QHBoxLayout& m_controls;
    QBoxLayout* m_box;
    std::vector<std::pair<QPushButton*, QString>> m_words;   ///< What shortened buttons say when there is room.
};

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
    auto* line = new HeaderLine(title, *m_header, page);
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
