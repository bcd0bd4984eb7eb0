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
#include <QScrollBar>
#include <QStackedLayout>
#include <QStyle>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>
#include <vector>

#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/state_page.h"
#include "console/widgets/theme.h"
#include "console/widgets/wrap_row.h"

namespace orrery::console {

namespace {

constexpr int lowPage = 320;   ///< At 100 %: below, the header scrolls with the page instead of taking half of it.

/// Holds head and body. It is as large as there is room, but never smaller than its parts need: in a low window or at a
/// large font scale it scrolls instead of squeezing them.
class Page : public QWidget {
public:
    Page(QWidget* head, QVBoxLayout& body, QWidget* parent)
        : QWidget(parent), m_head(head), m_whole(new QVBoxLayout(this)), m_scroll(new QScrollArea(this)),
          m_scrolled(new QVBoxLayout) {
        m_scroll->setWidgetResizable(true);
        m_scroll->setFrameShape(QFrame::NoFrame);
        m_scroll->setFocusPolicy(Qt::NoFocus);
        m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_scroll->viewport()->setAutoFillBackground(false);
        auto* content = new QWidget;
        content->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);   // As wide as the page, never wider.
        content->setLayout(m_scrolled);
        m_scrolled->setSpacing(0);
        m_scrolled->addLayout(&body, 1);
        m_scroll->setWidget(content);
        content->setAutoFillBackground(false);   // setWidget() fills it.
        m_fixed = new QVBoxLayout;
        m_fixed->setContentsMargins(0, 0, metrics::margin, 0);
        m_fixed->addWidget(m_head);
        m_whole->setContentsMargins(metrics::margin, 0, 0, metrics::margin);
        m_whole->setSpacing(0);
        m_whole->addLayout(m_fixed);
        m_whole->addWidget(m_scroll, 1);
        leaveMargin(0, 0);
        connect(m_scroll->verticalScrollBar(), &QScrollBar::rangeChanged, this, &Page::leaveMargin);
    }

protected:
    void resizeEvent(QResizeEvent* event) override {
        QWidget::resizeEvent(event);
        const bool isLow = height() < metrics::scaled(lowPage);
        if (isLow != m_isLow) {
            m_isLow = isLow;
            putHead();
        }
    }

    void showEvent(QShowEvent* event) override {
        QWidget::showEvent(event);
        m_scrolled->invalidate();   // What was resized unseen has lost the last of its sizes.
    }

private:
    void putHead() {
        // In another place the style sheet gives each label the font of its first one, which was of another scale.
        std::vector<std::pair<QWidget*, QFont>> fonts;
        for (QWidget* part : m_head->findChildren<QWidget*>()) {
            if (part->testAttribute(Qt::WA_SetFont)) {
                fonts.emplace_back(part, part->font());
            }
        }
        m_isLow ? m_scrolled->insertWidget(0, m_head) : m_fixed->addWidget(m_head);
        for (const auto& [part, font] : fonts) {
            part->setFont(font);
        }
    }

    /// The bar stands in the page's margin: nothing moves when it comes, and it is not taken for the bar of a table.
    void leaveMargin(int from, int to) {
        const int bar = to > from ? style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, this) : 0;
        m_scrolled->setContentsMargins(0, 0, metrics::margin - bar, 0);
    }

    QWidget* m_head;
    QVBoxLayout* m_whole;
    QVBoxLayout* m_fixed;      ///< Where the head stands while the page is high enough.
    QScrollArea* m_scroll;
    QVBoxLayout* m_scrolled;
    bool m_isLow = false;
};

/// Title and controls on one line; where that is too narrow, the title stands above and buttons that have an icon
/// keep to it; and where that does not help either, the controls take several lines.
class HeaderLine : public QWidget {
public:
    HeaderLine(const QString& title, WrapRow& controls, QWidget* parent)
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
        if (m_controls.lineWidth() > width()) {
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
    void arrange() {
        // Shortened buttons keep the title above: else both would take turns.
        const int beside = m_title->sizeHint().width() + metrics::gap + m_controls.lineWidth();
        const bool isNarrow = !m_words.empty() || beside > width();
        const int edge = isNarrow ? static_cast<int>(metrics::gap) : 0;
        m_box->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
        m_box->setContentsMargins(0, edge, 0, edge);
        const int height = isNarrow ? 3 * edge + m_title->sizeHint().height() + m_controls.heightFor(width())
                                    : static_cast<int>(metrics::viewHeader);
        if (height != minimumHeight()) {
            setFixedHeight(height);
            m_box->setGeometry(rect());   // A widget about to be shown loses the second of two sizes.
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
    WrapRow& m_controls;
    QBoxLayout* m_box;
    std::vector<std::pair<QPushButton*, QString>> m_words;   ///< What shortened buttons say when there is room.
};

}  // namespace

View::View(const QString& title, const ViewContext& context, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_pages(new QStackedLayout(this)),
      m_body(new QVBoxLayout),
      m_waiting(new StatePage(this)) {
    setAccessibleName(title);
    auto* controls = new WrapRow;
    m_header = controls;
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(0);
    m_pages->addWidget(new Page(new HeaderLine(title, *controls, this), *m_body, this));
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
