// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How much of the past is kept by itself: hours and room on the disk, whichever is reached first.
#pragma once

#include "console/shell/overlay.h"
#include "console/source/recorder.h"

class QLineEdit;

namespace orrery::console {

class Card;
class ToneLabel;

class RingSheet : public Overlay {
    Q_OBJECT
public:
    explicit RingSheet(QWidget* window);

    /// Opens with `limits` in its fields.
    void ask(const RingLimits& limits);

Q_SIGNALS:
    /// Good limits were chosen; the sheet has closed itself.
    void chosen(const orrery::console::RingLimits& limits);

protected:
    QRect cardGeometry() const override;
    QWidget* card() override;

private:
    void build();
    /// Malformed with the first mistake.
    Result<RingLimits> read() const;
    void save();

    Card* m_card;
    QLineEdit* m_hours;
    QLineEdit* m_room;
    ToneLabel* m_mistake;
};

}  // namespace orrery::console
