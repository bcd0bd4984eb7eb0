// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Label on the left, figure on the right, a row each: the body of the detail dock and of a plan.
#pragma once

#include <QString>
#include <QWidget>
#include <vector>

#include "console/widgets/colors.h"
#include "console/widgets/range_bar.h"

namespace orrery::console {

struct Fact {
    QString label;
    QString value;  ///< Empty: not known, shown as "–".
    Tone tone = Tone::Normal;
    QString icon = {};  ///< Before the label; empty = none.
    Wear wear = Wear::Fresh;
    friend bool operator==(const Fact&, const Fact&) = default;
};

class FactList : public QWidget {
    Q_OBJECT
public:
    explicit FactList(QWidget* parent = nullptr);

    void setFacts(std::vector<Fact> facts);
    const std::vector<Fact>& facts() const { return m_facts; }
    /// Draws a rule under each row and leaves more room.
    void setRuled();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    /// What a row has no room for is said in a tool tip.
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    int rowHeight() const;
    bool isCut(const Fact& fact) const;

    std::vector<Fact> m_facts;
    bool m_ruled = false;
};

}  // namespace orrery::console
