// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// F6 and Shift+F6: the focus goes from pane to pane, and back to where it was within each.
#pragma once

#include <vector>

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QWidget>

namespace orrery::console {

enum class Direction { Forward, Backward };

class FocusRing : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Panes in the order they are visited; all outlive the ring. Hidden ones are passed over.
    void setPanes(std::vector<QWidget*> panes);
    /// The pane that holds the focus; null when none does.
    QWidget* current() const;
    void go(Direction direction);

private:
    bool enter(QWidget* pane);

    std::vector<QWidget*> m_panes;
    QHash<QWidget*, QPointer<QWidget>> m_last;
};

}  // namespace orrery::console
