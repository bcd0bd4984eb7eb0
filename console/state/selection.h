// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the operator has picked, for the whole window: choose a unit anywhere and every view
// highlights it. Lives in the user interface's thread.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include <QObject>

#include "console/state/alarm.h"
#include "shared/base/ids.h"

namespace orrery::console {

struct LinkId {
    UnitId from;
    UnitId to;
    friend auto operator<=>(const LinkId&, const LinkId&) = default;
};

struct EventNumber {
    std::uint64_t value = 0;
    friend auto operator<=>(const EventNumber&, const EventNumber&) = default;
};

using Selected = std::variant<std::monostate, UnitId, PartitionId, LinkId, EventNumber, AlarmId>;

class Selection : public QObject {
    Q_OBJECT
public:
    explicit Selection(QObject* parent = nullptr) : QObject(parent) {}

    const Selected& current() const { return m_current; }
    /// Replaces the selection; changed() follows if it differs. The one before can be gone back to.
    void select(const Selected& what);
    void clear() { select(std::monostate{}); }
    /// Walk through what was selected before (Alt+Left, Alt+Right); nothing happens at the ends.
    void goBack();
    void goForward();
    bool canGoBack() const { return m_index > 0; }
    bool canGoForward() const { return m_index + 1 < m_trail.size(); }

    /// The selected thing if it is of that kind.
    std::optional<UnitId> unit() const { return as<UnitId>(); }
    std::optional<PartitionId> partition() const { return as<PartitionId>(); }
    std::optional<LinkId> link() const { return as<LinkId>(); }
    std::optional<EventNumber> event() const { return as<EventNumber>(); }
    std::optional<AlarmId> alarm() const { return as<AlarmId>(); }

Q_SIGNALS:
    void changed();

private:
    template <typename Id>
    std::optional<Id> as() const {
        const Id* id = std::get_if<Id>(&m_current);
        return id ? std::optional<Id>(*id) : std::nullopt;
    }
    void show(std::size_t index);

    static constexpr std::size_t longestTrail = 100;
    Selected m_current;
    std::vector<Selected> m_trail{Selected{}};
    std::size_t m_index = 0;
};

}  // namespace orrery::console
