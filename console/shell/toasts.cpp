// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/toasts.h"

#include <algorithm>

#include <QAccessible>
#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include "console/state/formatting.h"
#include "console/widgets/card.h"
#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"

namespace orrery::console {
namespace {

constexpr metrics::Length toastWidth{376};

enum class OfferKind { None, Undo, Invitation };

/// The button of a notice.
struct Offer {
    OfferKind kind = OfferKind::None;
    QString word;
    std::function<void()> run;
};

}  // namespace

class Toast : public Card {
public:
    Toast(const QString& text, Tone tone, Offer offer, std::function<void(Toast*)> end, QWidget* parent)
        : Card(parent), m_text(text), m_tone(tone), m_offer(std::move(offer)), m_end(std::move(end)) {
        setObjectName(QStringLiteral("toast"));
        setAccessibleName(text);
        setFixedWidth(toastWidth);
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(metrics::margin + metrics::scaled(4), metrics::grid, metrics::grid, metrics::grid);
        row->setSpacing(metrics::grid);
        auto* label = makeText(text, this);
        label->setWordWrap(true);
        row->addWidget(label, 1);
        if (m_offer.kind != OfferKind::None) {
            addOffer(row);
        }
        addClose(row);
        m_timer.setSingleShot(true);
        QObject::connect(&m_timer, &QTimer::timeout, this, [this] { timeIsOver(); });
    }

    const QString& text() const { return m_text; }
    bool hasUndo() const { return m_offer.kind == OfferKind::Undo; }
    bool isInvitation() const { return m_offer.kind == OfferKind::Invitation; }
    /// The lighter goes first when there are too many.
    int weight() const { return hasUndo() ? 2 : m_tone == Tone::High || m_tone == Tone::Critical ? 1 : 0; }
    /// Counts down; 0: stays until it is closed.
    void startTimer(int millis) {
        if (millis > 0) {
            m_timer.start(millis);
        }
    }

protected:
    void paintEvent(QPaintEvent* event) override {
        Card::paintEvent(event);
        QPainter painter(this);
        const Tone shown = m_tone == Tone::Normal && hasUndo() ? Tone::Accent : m_tone;
        painter.fillRect(QRectF(metrics::grid, metrics::gap, 3, height() - 2 * metrics::gap),
                         toneColor(theme::colors(), shown == Tone::Normal ? Tone::Dim : shown));
    }

    void keyPressEvent(QKeyEvent* event) override {
        if (event->key() == Qt::Key_Escape) {
            m_end(this);
            return;
        }
        Card::keyPressEvent(event);
    }

private:
    void addOffer(QHBoxLayout* row) {
        auto* button = new QPushButton(m_offer.word, this);
        button->setObjectName(hasUndo() ? QStringLiteral("toast.undo") : QStringLiteral("toast.accept"));
        button->setAccessibleName(QStringLiteral("%1: %2").arg(m_offer.word, m_text));
        QObject::connect(button, &QPushButton::clicked, this, [this] {
            const std::function<void()> run = std::exchange(m_offer.run, nullptr);
            m_end(this);
            if (run) {
                run();
            }
        });
        row->addWidget(button);
    }

    void addClose(QHBoxLayout* row) {
        auto* button = new QPushButton(this);
        button->setObjectName(QStringLiteral("toast.close"));
        button->setIcon(icon(QStringLiteral("close")));
        button->setProperty("flat", true);
        button->setAccessibleName(Toasts::tr("Close this notice"));
        button->setToolTip(Toasts::tr("Close (Esc)"));
        QObject::connect(button, &QPushButton::clicked, this, [this] { m_end(this); });
        row->addWidget(button, 0, Qt::AlignTop);
    }

    void timeIsOver() {
        const bool inUse = underMouse() || (focusWidget() != nullptr && focusWidget()->hasFocus());
        inUse ? m_timer.start(2'000) : m_end(this);
    }

    QString m_text;
    Tone m_tone;
    Offer m_offer;
    std::function<void(Toast*)> m_end;
    QTimer m_timer;
};

Toasts::Toasts(QWidget* window, QWidget* room)
    : QWidget(window), m_room(room), m_column(new QVBoxLayout(this)),
      m_digest(new Card(this)), m_digestText(makeExplanation(QString(), m_digest)) {
    setObjectName(QStringLiteral("toasts"));
    setAccessibleName(tr("Notices"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(metrics::grid);
    auto* digest = new QHBoxLayout(m_digest);
    digest->setContentsMargins(metrics::gap, metrics::scaled(4), metrics::gap, metrics::scaled(4));
    digest->addWidget(m_digestText);
    m_column->addWidget(m_digest, 0, Qt::AlignRight);
    m_digest->hide();
    window->installEventFilter(this);
    if (room != nullptr) {
        room->installEventFilter(this);
    }
    connect(qApp, &QApplication::focusChanged, this, &Toasts::noteFocus);
    hide();
}

void Toasts::noteFocus(QWidget* before, QWidget* now) {
    if (now != nullptr && isAncestorOf(now) && before != nullptr && !isAncestorOf(before)) {
        m_focusBefore = before;
    }
}

void Toasts::say(const QString& text, Tone tone) {
    auto* toast = new Toast(text, tone, {}, [this](Toast* ended) { remove(ended); }, this);
    toast->startTimer(tone == Tone::High || tone == Tone::Critical ? 0 : noticeMillis);
    add(toast);
}

void Toasts::offerUndo(const QString& text, std::function<void()> undo) {
    auto* toast = new Toast(text, Tone::Accent, {OfferKind::Undo, tr("Undo"), std::move(undo)},
                            [this](Toast* ended) { remove(ended); }, this);
    toast->startTimer(undoMillis);
    add(toast);
}

void Toasts::invite(const QString& text, const QString& button, std::function<void()> accept) {
    auto* toast = new Toast(text, Tone::Normal, {OfferKind::Invitation, button, std::move(accept)},
                            [this](Toast* ended) { remove(ended); }, this);
    toast->startTimer(invitationMillis);
    add(toast);
}

void Toasts::add(Toast* toast) {
    const std::vector<Toast*> before = m_toasts;
    for (Toast* one : before) {
        if (one->isInvitation()) {
            remove(one);   // It can wait; what has happened cannot.
        }
    }
    if (m_toasts.size() == mostShown) {
        fold();
    }
    m_toasts.push_back(toast);
    m_column->addWidget(toast);
    toast->show();
    show();
    raise();
    place();
    QAccessibleEvent event(toast, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Toasts::fold() {
    // What can still be undone, or is serious, outlives what only informs.
    const auto victim = std::min_element(m_toasts.begin(), m_toasts.end(), [](const Toast* one, const Toast* other) {
        return one->weight() < other->weight();
    });
    const int folded = ++m_folded;
    remove(*victim);
    m_folded = folded;
    m_digestText->setText(formatPlural(static_cast<std::uint64_t>(m_folded), tr("earlier notice"),
                                       tr("earlier notices")));
    m_digest->show();
}

void Toasts::remove(Toast* toast) {
    const auto found = std::find(m_toasts.begin(), m_toasts.end(), toast);
    if (found == m_toasts.end()) {
        return;
    }
    m_toasts.erase(found);
    if (toast->isAncestorOf(QApplication::focusWidget()) && m_focusBefore) {
        m_focusBefore->setFocus(Qt::OtherFocusReason);   // Else it would go to the first button of the window.
    }
    toast->hide();
    toast->deleteLater();
    if (m_toasts.empty()) {
        m_folded = 0;
        m_digest->hide();
        hide();
    }
    place();
}

void Toasts::withdrawOffers() {
    const std::vector<Toast*> shown = m_toasts;
    for (Toast* toast : shown) {
        if (toast->hasUndo()) {
            remove(toast);
        }
    }
}

QStringList Toasts::texts() const {
    QStringList shown;
    for (const Toast* toast : m_toasts) {
        shown.push_back(toast->text());
    }
    return shown;
}

void Toasts::place() {
    const QWidget* window = parentWidget();
    const bool hasRoom = m_room != nullptr && m_room->isVisible();
    const QRect area = hasRoom ? QRect(m_room->mapTo(window, QPoint()), m_room->size()) : window->rect();
    // In a narrow room notices are narrower: the bars below and the docks beside it stay free.
    const int width = std::min<int>(toastWidth, area.width() - 2 * metrics::margin);
    for (Toast* toast : m_toasts) {
        toast->setFixedWidth(width);
    }
    m_column->activate();
    const QSize wanted(width, m_column->hasHeightForWidth() ? m_column->totalHeightForWidth(width)
                                                            : m_column->totalSizeHint().height());
    setGeometry(area.right() + 1 - wanted.width() - metrics::margin,
                area.bottom() + 1 - wanted.height() - metrics::grid, wanted.width(), wanted.height());
}

bool Toasts::eventFilter(QObject* watched, QEvent* event) {
    const bool isElsewhere = event->type() == QEvent::Resize || event->type() == QEvent::Move ||
                             event->type() == QEvent::Show || event->type() == QEvent::Hide;
    if ((watched == parentWidget() || watched == m_room) && isElsewhere && isVisible()) {
        place();
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace orrery::console
