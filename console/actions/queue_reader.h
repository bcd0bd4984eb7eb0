// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads the items of one queue again and again while somebody looks at it: asks the source, waits
// for the answer, asks anew two seconds later. The last answer stays and grows old in sight; another
// queue begins with none. Lives in the user interface's thread.
#pragma once

#include <optional>

#include <QObject>
#include <QPointer>
#include <QTimer>

#include "console/actions/action_controller.h"
#include "console/source/grid_source.h"

namespace orrery::console {

class QueueReader : public QObject {
    Q_OBJECT
public:
    /// Asks the source of `actions`, which must outlive this.
    explicit QueueReader(ActionController* actions, QObject* parent = nullptr);

    /// Follows this queue from now on; none: nothing. The same question again changes nothing.
    void follow(const std::optional<QueueQuestion>& question);
    const std::optional<QueueQuestion>& question() const { return m_question; }
    /// The last answer to this question; none while there was none.
    const std::optional<QueueAnswer>& answer() const { return m_answer; }

Q_SIGNALS:
    /// answer() is another one.
    void changed();

private:
    void ask();
    void onAnswer(quint64 request, const QueueAnswer& answer);
    void takeSource();

    static constexpr int againMillis = 2'000;
    ActionController* m_actions;
    QPointer<GridSource> m_source;
    std::optional<QueueQuestion> m_question;
    std::optional<QueueAnswer> m_answer;
    RequestNumber m_request = 0;  ///< 0: none is under way.
    QTimer m_timer;
};

}  // namespace orrery::console
