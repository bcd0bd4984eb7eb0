// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A walk through the window for whoever comes for the first time: one part after the other stands out, a card
// beside it says what it is for. Ends at any moment; the grid goes on behind it.
#pragma once

#include <vector>

#include <QPointer>
#include <QString>

#include "console/shell/overlay.h"

class QPushButton;

namespace orrery::console {

class Card;
class ToneLabel;

struct TourStop {
    QPointer<QWidget> part;   ///< What stands out; a stop whose part is not on screen is left out.
    QString title;
    QString text;
};

class TourSheet : public Overlay {
    Q_OBJECT
public:
    explicit TourSheet(QWidget* window);

    /// Begins at the first stop that can be seen; does nothing when there is none.
    void start(std::vector<TourStop> stops);
    /// Zero-based; meaningful while it is visible.
    std::size_t current() const { return m_current; }
    std::size_t count() const { return m_stops.size(); }

protected:
    QRect cardGeometry() const override;
    QWidget* card() override;
    /// Arrows walk the tour; they would walk the buttons.
    bool eventFilter(QObject* watched, QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void go(std::size_t stop);
    void goBy(int steps);
    /// The part that stands out, in the sheet's coordinates.
    QRect spot() const;

    Card* m_card;
    ToneLabel* m_place;
    ToneLabel* m_title;
    ToneLabel* m_text;
    QPushButton* m_back;
    QPushButton* m_next;
    std::vector<TourStop> m_stops;
    std::size_t m_current = 0;
};

}  // namespace orrery::console
