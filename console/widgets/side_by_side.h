// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two parts beside each other, and one below the other where that is too narrow.
#pragma once

#include <QWidget>

class QBoxLayout;

namespace orrery::console {

class SideBySide : public QWidget {
    Q_OBJECT
public:
    /// Beside each other from `leastWidth` on, in pixels of 100 %.
    explicit SideBySide(int leastWidth, QWidget* parent = nullptr);
    QBoxLayout* parts() { return m_parts; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    int m_leastWidth;
    QBoxLayout* m_parts;
};

}  // namespace orrery::console
