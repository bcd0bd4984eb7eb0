// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The grid's own copy of what operators did: read from the grid itself, page after page, while somebody looks,
// and again every quarter of a minute from where the last reading ended. Holds the newest 50,000 events; what
// the journal on screen holds too is not laid out twice. Lives in the user interface's thread.
#pragma once

#include <optional>
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
        Unread,   ///< Not asked for, or nobody to ask: a recording, the past, no contact.
        Reading,  ///< For the first time; some pages may be there.
        Read,
        Failed,   ///< Tried again after a while; why() says what went wrong, readAt() when it went well before.
    };

    /// Asks the source of `actions`, which must outlive this.
    explicit AuditHistory(ActionController* actions, QObject* parent = nullptr);

    /// Reads what is new in the grid's copy, if it is time to and the grid is there.
    void follow(const GridSnapshot& snapshot);
    /// Forgets what was read: the next follow() reads the whole copy again.
    void readAgain();
    /// OperatorAction and OperationCompleted of the grid's memory; valid until changed(). They may overlap the
    /// journal.
    OlderActions older() const;
    State state() const { return m_state; }
    QString why() const { return m_why; }
    /// When all of the grid's copy had last been read; none: not yet.
    const std::optional<Moment>& readAt() const { return m_readAt; }
    /// As many events as are kept at most are here: older ones were let go.
    bool isFull() const { return m_events.size() >= longest; }

Q_SIGNALS:
    /// older() or state() is another.
    void changed();

private:
    void takeSource();
    void forget();
    void ask();
    void onAnswer(quint64 request, const HistoryAnswer& answer);
    void keep(const std::vector<model::GridEvent>& events);
    void setState(State state, const QString& why = {});

    static constexpr int afterFailureMillis = 10'000;
    static constexpr int againMillis = 15'000;
    ActionController* m_actions;
    QPointer<GridSource> m_source;
    std::vector<model::GridEvent> m_events;  ///< By number.
    State m_state = State::Unread;
    QString m_why;
    std::optional<Moment> m_readAt;
    RequestNumber m_request = 0;    ///< 0: none is under way.
    std::uint64_t m_readTo = 0;     ///< Every action up to this number is in m_events, as far as the grid knew it.
    std::uint64_t m_wantedTo = 0;   ///< What m_readTo becomes when the last page is there.
    QTimer m_rest;                  ///< After a failure: nothing is asked while it runs.
    QTimer m_fresh;                 ///< After a success: nothing is asked again while it runs.
};

}  // namespace orrery::console
