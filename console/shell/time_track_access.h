// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The track for people who do not see it: a slider whose value is seconds and whose text is a time, with the
// events in sight as its description.
#pragma once

namespace orrery::console {

class TimeTrack;

/// Makes accessible interfaces for tracks known; more than once does no harm.
void installTimeTrackAccess();
/// Says that the head has moved, when it was a person at the track who moved it.
void announceTimeTrack(TimeTrack& track);

}  // namespace orrery::console
