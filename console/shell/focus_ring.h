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
    /// The focus goes to where it was last within `pane`; for the first time to a table or a picture, else to what
    /// is neither field nor button, else to the first that takes it. False: nothing of the pane takes it now.
    bool enter(QWidget* pane);
    /// The focus goes to what `part` of a pane is for, as for the first time. False: nothing of it takes it now.
    static bool begin(QWidget* part);
    /// From a field to what its pane is for, e.g. from a filter to its table. False: the focus is in no field.
    bool leaveField();

private:
    static QWidget* firstWithin(QWidget* pane);

    std::vector<QWidget*> m_panes;
    QHash<QWidget*, QPointer<QWidget>> m_last;
};

}  // namespace orrery::console
