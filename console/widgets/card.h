// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A raised box with a one-pixel border; what it holds is laid out by its owner.
#pragma once

#include <QWidget>

namespace orrery::console {

class Card : public QWidget {
    Q_OBJECT
public:
    explicit Card(QWidget* parent = nullptr);

    /// A card that can be pressed shows hover and focus and emits `pressed`, by mouse, Enter or
    /// Space.
    void setPressable();
    bool isPressable() const { return m_pressable; }

Q_SIGNALS:
    void pressed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    bool m_pressable = false;
};

/// A plain area in the colour of bars and docks, with lines on the edges asked for.
class Panel : public QWidget {
    Q_OBJECT
public:
    explicit Panel(Qt::Edges lines, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Qt::Edges m_lines;
};

}  // namespace orrery::console
