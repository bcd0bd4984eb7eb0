// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A row of colour fields to choose a grid's colour from. Left and Right move; the chosen one has a
// frame and its word stands beside the row, so that colour is never the only sign.
#pragma once

#include <QWidget>

#include "console/widgets/tag_colors.h"

namespace orrery::console {

class TagChooser : public QWidget {
    Q_OBJECT
public:
    explicit TagChooser(QWidget* parent = nullptr);

    TagColor current() const { return m_current; }
    void setCurrent(TagColor tag);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRectF fieldAt(int index) const;
    void step(int by);

    TagColor m_current = TagColor::Grey;
};

}  // namespace orrery::console
