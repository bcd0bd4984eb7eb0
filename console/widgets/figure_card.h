// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A card with one big figure, its gauge and a line that says what is normal.
#pragma once

#include <QString>
#include <optional>

#include "console/widgets/accessible_figure.h"
#include "console/widgets/card.h"
#include "console/widgets/range_bar.h"

namespace orrery::console {

/// What a card shows. An unknown figure is "–", never 0.
struct CardFigure {
    QString value;  ///< Formatted; empty = unknown.
    QString unit;
    QString footnote;                 ///< "b1 → c2, normal below 20 ms"
    QString base;                     ///< What the figure rests on: "198/200"; may be empty.
    std::optional<double> amount;     ///< In the unit of `scale`.
    std::optional<RangeScale> scale;  ///< None: the card has no gauge.
    Tone tone = Tone::Normal;
    Wear wear = Wear::Fresh;
    friend bool operator==(const CardFigure&, const CardFigure&) = default;
};

class FigureCard : public Card, public PaintedFigure {
    Q_OBJECT
public:
    explicit FigureCard(const QString& name, QWidget* parent = nullptr);

    void setFigure(const CardFigure& figure);
    const CardFigure& figure() const { return m_figure; }
    /// Everything in the card is painted so many times larger, for a wall seen from afar; 1 or more.
    void setZoom(double zoom);
    QAccessible::Role figureRole() const override;
    QString figureValue() const override;
    QSize sizeHint() const override;

protected:
    /// Name and footnote where the card is too narrow for one of them.
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void placeBar();
    /// What the name has beside the base.
    double nameRoom(double width) const;
    void paintValue(QPainter& painter, double width) const;

    QString m_name;
    CardFigure m_figure;
    RangeBar* m_bar;
    double m_zoom = 1;
};

}  // namespace orrery::console
