// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Units in a window of their own, one or two side by side. It shows the grid as it is now, also while the main
// window stands in the past; actions are handed to the main window, where plans are confirmed.
#pragma once

#include <QTimer>
#include <vector>

#include "console/views/view.h"

namespace orrery::console {

class DetailPage;

class DetailWindow : public QWidget {
    Q_OBJECT
public:
    /// `owner` is the main window, with which this one goes. Deletes itself when it is closed.
    DetailWindow(const ViewContext& context, const std::vector<UnitId>& units, QWidget* owner);

Q_SIGNALS:
    void actionRequested(const orrery::model::Action& action);
    void viewRequested(orrery::console::ViewName view);

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();

    ViewContext m_context;
    std::vector<DetailPage*> m_pages;
    QTimer m_tick;
};

}  // namespace orrery::console
