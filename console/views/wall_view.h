// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The first look: is everything whole, is it fast, what needs a person. Readable from across a
// room.
#pragma once

#include <vector>

#include "console/views/view.h"

class QGridLayout;

namespace orrery::console {

class AlarmList;
class FigureCard;
class HostCard;
class RunLabel;
class StackedBar;
class TrendRow;

class WallView : public View {
    Q_OBJECT
public:
    explicit WallView(const ViewContext& context, QWidget* parent = nullptr);

protected:
    void showSnapshot(const GridSnapshot& snapshot) override;

private:
    void buildFigures();
    void buildCopies();
    void buildHosts();
    void buildTrends();
    void showFigures(const GridSnapshot& snapshot);
    void showHosts(const GridSnapshot& snapshot);

    FigureCard* m_requests = nullptr;
    FigureCard* m_lag = nullptr;
    FigureCard* m_memoryOnly = nullptr;
    FigureCard* m_hits = nullptr;
    StackedBar* m_copies = nullptr;
    RunLabel* m_copiesText = nullptr;
    QGridLayout* m_hostGrid = nullptr;
    std::vector<HostCard*> m_hosts;
    AlarmList* m_alarms = nullptr;
    TrendRow* m_trends = nullptr;
};

}  // namespace orrery::console
