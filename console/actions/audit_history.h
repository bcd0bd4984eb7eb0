// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What operators did before the journal that is held here begins: read from the grid itself, page after
// page, while somebody looks. Asked again only when the journal has let go of entries that were not read.
// Lives in the user interface's thread.
#pragma once

#include <vector>

#include <QObject>
#include <QPointer>
#include <QTimer>

#include "console/actions/action_controller.h"
#include "console/actions/audit_rows.h"
#include "console/source/grid_source.h"

namespace orrery::console {

class AuditHistory : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t longest = 50'000;  ///< Events; the oldest are let go.

    enum class State {
        Unread,   ///< Not asked for, or nobody to ask: a recording, no contact.
        Reading,  ///< Some pages may be there.
        Read,
        Failed,   ///< Tried again after a while; why() says what went wrong.
    };

    /// Asks the source of `actions`, which must outlive this.
    explicit AuditHistory(ActionController* actions, QObject* parent = nullptr);

    /// Reads what lies before the journal of `snapshot`, if that is not read yet and the grid is there.
    void follow(const GridSnapshot& snapshot);
    /// OperatorAction and OperationCompleted of the grid's memory; valid until changed(). They may overlap the
    /// journal.
    OlderActions older() const;
    State state() const { return m_state; }
    QString why() const { return m_why; }

Q_SIGNALS:
    /// older() or state() is another.
    void changed();

private:
    void takeSource();
    void ask();
    void onAnswer(quint64 request, const HistoryAnswer& answer);
    void keep(const std::vector<model::GridEvent>& events);
    void setState(State state, const QString& why = {});

    static constexpr int againMillis = 10'000;
    ActionController* m_actions;
    QPointer<GridSource> m_source;
    std::vector<model::GridEvent> m_events;  ///< By number.
    State m_state = State::Unread;
    QString m_why;
    RequestNumber m_request = 0;    ///< 0: none is under way.
    std::uint64_t m_readTo = 0;     ///< Every action up to this number is in m_events, as far as the grid knew it.
    std::uint64_t m_wantedTo = 0;   ///< What m_readTo becomes when the last page is there.
    QTimer m_pause;                 ///< After a failure.
};

}  // namespace orrery::console
