// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One line across the window when our own link to the grid is lost: what is on screen is old, and
// nothing is said about the units.
#pragma once

#include "console/state/grid_snapshot.h"


#include <QWidget>

class QPushButton;

namespace orrery::console {

class RunLabel;

class ContactBanner : public QWidget {
    Q_OBJECT
public:
    explicit ContactBanner(QWidget* parent = nullptr);
    /// Shows itself when contact is lost, or when the grid says what this console cannot show.
    void showSnapshot(const GridSnapshot& snapshot);

Q_SIGNALS:
    void retryPressed();
    /// A person wants the details as text.
    void copyPressed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showPartial(const QString& what);

    RunLabel* m_text;
    QPushButton* m_retry;
};

}  // namespace orrery::console
