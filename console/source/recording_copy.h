// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Makes a recording from recordings: a part of it, with names replaced, with fewer samples. Plain
// functions without thread; a long recording takes seconds, so call them off the user interface's.
#pragma once

#include <atomic>
#include <optional>
#include <vector>

#include <QStringList>

#include "console/source/recording_format.h"

namespace orrery::console {

enum class Thinning {
    None,
    OncePerSecond,  ///< One sample a second and unit, but all around marks.
};

struct CopyJob {
    QStringList from;              ///< Files that together are one recording.
    QString only;                  ///< One of them: only what it holds; the others tell what is around it.
    std::optional<WallTime> begin; ///< None: from its beginning,
    std::optional<WallTime> end;   ///< to its end.
    QString to;                    ///< Written beside itself and renamed when it is complete.
    Naming naming = Naming::Original;
    Thinning thinning = Thinning::None;
    std::vector<WallTime> marks;   ///< Around these nothing is thinned; nor around events that needed
                                   ///< someone, failovers, operations, and alarms of P1 and P2.
};

/// How far around a mark all samples stay.
inline constexpr Duration keptBeforeMarks = seconds(60);
inline constexpr Duration keptAfterMarks = seconds(120);

/// Carries the job out. Where names are replaced, alarms are left out: their texts hold names. System,
/// Corrupt and so on as RecordingReader and RecordingWriter say; Refused when the range holds nothing.
/// Nothing is left behind on failure. Stops early, with Unavailable, when `stop` becomes true; it may be null.
Status copyRecording(const CopyJob& job, const std::atomic<bool>* stop = nullptr);

}  // namespace orrery::console
