// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a unit runs with: first what differs from most of the other units, all of it on demand.
#pragma once

#include "console/views/unit_reading_panel.h"

namespace orrery::console {

class ValueRows;

class UnitSettingsPanel : public UnitReadingPanel {
    Q_OBJECT
public:
    UnitSettingsPanel(const ViewContext& context, PageRoom room, QWidget* parent = nullptr);

protected:
    void showReading(const UnitAnswer* reading) override;
    QString summary(const UnitAnswer& reading) const override;
    QString copied(const UnitAnswer& reading) const override;

private:
    ValueRows* m_rows;
    QPushButton* m_more;
    bool m_showsAll;
};

}  // namespace orrery::console
