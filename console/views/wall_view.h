// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The first look: is everything whole, is it fast, what needs a person. Readable from across a
// room.
#pragma once

#include <string>
#include <vector>

#include "console/views/view.h"

namespace orrery::console {

class AlarmList;
class CardGrid;
class FigureCard;
class HostCard;
class RunLabel;
class StackedBar;
class ToneLabel;
class TrendRow;
class UnitTiles;

class WallView : public View {
    Q_OBJECT
public:
    explicit WallView(const ViewContext& context, QWidget* parent = nullptr);

protected:
    void showSnapshot(const GridSnapshot& snapshot) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// How the units are drawn: a card for each host while they fit, a tile for each unit when not.
    enum class UnitPicture { Cards, Tiles };
    void buildFigures();
    void buildCopies();
    void buildHosts();
    void buildAlarms();
    void buildTrends();
    void showFigures(const GridSnapshot& snapshot);
    void showUnits(const GridSnapshot& snapshot);
    void showHosts(const std::vector<std::string>& hosts);
    void showFailovers(const GridSnapshot& snapshot);
    UnitPicture pictureFor(const GridSnapshot& snapshot, std::size_t hosts) const;
    /// Larger on a larger page, so that the wall is read from across the room; 1 .. 3.
    double zoom() const;
    ToneLabel* addedSection(const QString& text);
    void applyZoom();

    FigureCard* m_requests = nullptr;
    FigureCard* m_lag = nullptr;
    FigureCard* m_memoryOnly = nullptr;
    FigureCard* m_hits = nullptr;
    StackedBar* m_copies = nullptr;
    RunLabel* m_copiesText = nullptr;
    CardGrid* m_figures = nullptr;
    CardGrid* m_hostGrid = nullptr;
    std::vector<HostCard*> m_hosts;
    UnitTiles* m_tiles = nullptr;
    ToneLabel* m_tileText = nullptr;
    std::vector<ToneLabel*> m_sections;   ///< Titles that zoom with the page.
    AlarmList* m_alarms = nullptr;
    RunLabel* m_failovers = nullptr;
    TrendRow* m_trends = nullptr;
};

}  // namespace orrery::console
