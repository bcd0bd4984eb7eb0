// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list of views at the left: icon, name, key. A view that does not exist is not listed.
#pragma once

#include <vector>

#include <QAbstractButton>

#include "console/state/metric.h"
#include "console/views/view.h"
#include "console/widgets/card.h"

class QButtonGroup;
class QVBoxLayout;

namespace orrery::console {

class ViewsBar : public Panel {
    Q_OBJECT
public:
    explicit ViewsBar(QWidget* parent = nullptr);

    /// Adds a row; its key is Ctrl and its number from 1, with 0 for the tenth.
    void add(ViewName view, const QString& name, const QString& iconName);
    void setCurrent(ViewName view);

Q_SIGNALS:
    void chosen(orrery::console::ViewName view);
    /// The heading of a table's column was dropped on the charts.
    void metricDropped(orrery::console::Metric metric);

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    /// As high as they should be, or as the window lets them.
    void fitRows();
    bool isOverCharts(const QPoint& point) const;

    QVBoxLayout* m_rows;
    QButtonGroup* m_group;
    std::vector<ViewName> m_views;
};

}  // namespace orrery::console
