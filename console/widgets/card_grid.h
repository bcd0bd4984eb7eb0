// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cards of one width side by side; where they would become too narrow to be read they stand in several rows, each
// as full as the others.
#pragma once

#include <vector>

#include <QWidget>

class QGridLayout;

namespace orrery::console {

class CardGrid : public QWidget {
    Q_OBJECT
public:
    /// `leastWidth` of a card in pixels of 100 %; never more than `mostColumns` beside each other.
    CardGrid(int leastWidth, int mostColumns, QWidget* parent = nullptr);

    /// Takes the card as a child. A hidden card takes no place.
    void add(QWidget* card);
    /// The cards are drawn `zoom` times as large; 1 by default.
    void setZoom(double zoom);
    /// The columns that a page `width` pixels wide has for `cards` cards; at least 1.
    int columnsFor(int width, int cards) const;

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    int m_leastWidth;
    int m_mostColumns;
    double m_zoom = 1;
    QGridLayout* m_grid;
    std::vector<QWidget*> m_cards;
    std::vector<QWidget*> m_placed;   ///< Those in the grid, in m_columns columns.
    int m_columns = 0;
};

}  // namespace orrery::console
