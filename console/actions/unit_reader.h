// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads a unit's settings or the end of its log while somebody looks at them: asks the source, waits for the
// answer, asks anew after a while. What was read last stays and grows old in sight, also when a later question is
// not answered; another unit begins with nothing. Lives in the user interface's thread.
#pragma once

#include <optional>

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include "console/actions/action_controller.h"
#include "console/source/grid_source.h"

namespace orrery::console {

class UnitReader : public QObject {
    Q_OBJECT
public:
    /// A log is read again every 5 s, settings every 30 s, either 5 s after a failure.
    static constexpr int soonMillis = 5'000;
    static constexpr int seldomMillis = 30'000;

    /// Asks the source of `actions`, which must outlive this.
    explicit UnitReader(ActionController* actions, QObject* parent = nullptr);

    /// Reads of `unit` from now on, by `question`; none: of this unit nothing is asked for now. A question that was
    /// asked a moment ago waits for its turn.
    void follow(UnitId unit, const std::optional<UnitQuestion>& question);
    /// Asks now, unless an answer is under way or nothing is followed.
    void readAgain();

    /// What was read last of this unit; none while there was nothing.
    const std::optional<UnitAnswer>& reading() const { return m_reading; }
    /// Another number for every other content of reading().
    std::uint64_t readingNumber() const { return m_readingNumber; }
    /// How long ago that was; zero without a reading.
    Duration age() const;
    /// Why the newest question was not answered; none while it was, or none was asked.
    const std::optional<UnitAnswer>& problem() const { return m_problem; }
    bool isAsking() const { return m_request != 0; }
    /// True when a question is followed, so that an answer may come.
    bool isFollowing() const { return m_question.has_value(); }

Q_SIGNALS:
    /// Something above is another.
    void changed();

private:
    void ask();
    void onAnswer(quint64 request, const UnitAnswer& answer);
    void takeSource();
    void forget();

    ActionController* m_actions;
    QPointer<GridSource> m_source;
    UnitId m_unit;
    std::optional<UnitQuestion> m_question;
    std::optional<UnitAnswer> m_reading;
    std::uint64_t m_readingNumber = 1;
    std::optional<UnitAnswer> m_problem;
    RequestNumber m_request = 0;  ///< 0: none is under way.
    QElapsedTimer m_sinceAsked;
    QElapsedTimer m_sinceRead;
    QTimer m_timer;
};

}  // namespace orrery::console
