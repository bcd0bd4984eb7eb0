// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The last lines a unit wrote, also of one that is dead or hangs.
#pragma once

#include "console/views/unit_reading_panel.h"

namespace orrery::console {

class LogText;

class UnitLogPanel : public UnitReadingPanel {
    Q_OBJECT
public:
    static constexpr std::size_t linesInDock = 50;
    static constexpr std::size_t linesInWindow = 500;

    UnitLogPanel(const ViewContext& context, PageRoom room, QWidget* parent = nullptr);

    /// The keys go to the lines from now on.
    void takeFocus();

protected:
    std::size_t wantedLines() const override { return room() == PageRoom::Dock ? linesInDock : linesInWindow; }
    void showReading(const UnitAnswer* reading) override;
    QString summary(const UnitAnswer& reading) const override;
    QString copied(const UnitAnswer& reading) const override;

private:
    LogText* m_text;
};

}  // namespace orrery::console
