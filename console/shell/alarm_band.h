// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The newest alarm that needs a person, one line above the time bar: first of its cause, with the keys
// to acknowledge and shelve it. Without one it is empty, not gone, so that nothing jumps. While it holds a critical
// alarm that nobody has acknowledged, its border blinks.
#pragma once

#include <optional>

#include "console/state/grid_snapshot.h"
#include "console/widgets/card.h"

class QPushButton;

namespace orrery::console {

class RunLabel;
class UrgencyBadge;

class AlarmBand : public Panel {
    Q_OBJECT
public:
    explicit AlarmBand(QWidget* parent = nullptr);

    void showSnapshot(const GridSnapshot& snapshot);
    /// The alarm on show.
    std::optional<AlarmId> current() const { return m_current; }

Q_SIGNALS:
    void acknowledged(orrery::console::AlarmId alarm);
    void shelved(orrery::console::AlarmId alarm);
    void opened(orrery::console::AlarmId alarm);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    enum class Border { Plain, Blinking };
    void setBorder(Border border);

    std::optional<AlarmId> m_current;
    Border m_border = Border::Plain;
    UrgencyBadge* m_badge;
    RunLabel* m_text;
    QPushButton* m_acknowledge;
    QPushButton* m_shelve;
};

}  // namespace orrery::console
