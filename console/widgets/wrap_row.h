// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Controls on one line while there is room for all of them, and on as many lines as they need where there is not.
// What stretches (a filter, a note) gives way first; a control is never laid over its neighbour. Stretch before a
// control that begins a line keeps it and the rest of its line to the right.
#pragma once

#include <vector>

#include <QHBoxLayout>
#include <QWidget>

namespace orrery::console {

/// A horizontal box that breaks into lines. It does not ask for height by itself, so that a page around it keeps its
/// plain layout: who holds it asks heightFor() and gives that much, as WrapBox does.
class WrapRow : public QHBoxLayout {
    Q_OBJECT
public:
    using QHBoxLayout::QHBoxLayout;

    /// The width at which everything stands on one line and nothing is cut; asked of the controls themselves, since a
    /// layout does not hear of new texts at once.
    int lineWidth() const;
    /// The height of all lines within `width`; 0 without a visible control.
    int heightFor(int width) const;
    /// As wide as the widest control at its narrowest.
    QSize minimumSize() const override;
    /// Any height: where a box gives it more than one line, it may need them.
    QSize maximumSize() const override;
    void setGeometry(const QRect& place) override;

private:
    struct Part {
        QLayoutItem* item;
        int width;     ///< On its line.
        bool grows;    ///< Takes what its line has left.
        bool keepsRight;   ///< Begins a line that stands at the right.
    };
    using Line = std::vector<Part>;

    bool grows(int index) const;
    /// The width that the control asks for where lines are broken.
    int wantedWidth(int index) const;
    std::vector<Line> linesIn(int width) const;
    int heightOf(const Line& line) const;
    int placeLine(Line& line, const QRect& place, int top);
};

/// A widget around one WrapRow, always as tall as its lines.
class WrapBox : public QWidget {
    Q_OBJECT
public:
    explicit WrapBox(QWidget* parent = nullptr);
    WrapRow* row() { return m_row; }

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();

    WrapRow* m_row;
};

}  // namespace orrery::console
