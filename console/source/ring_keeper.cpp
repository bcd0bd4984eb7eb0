// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/ring_keeper.h"

#include <algorithm>

#include "console/source/block_scanner.h"
#include "console/source/recorder.h"

namespace orrery::console {
namespace {

constexpr qsizetype newestLeft = 2;

bool isWhole(const QString& path) {
    const auto scanner = BlockScanner::open(path);
    return scanner && scanner.value()->header().density == Density::Whole;
}

}  // namespace

int keepRing(const QString& folder, const std::vector<WallTime>& marks, const std::atomic<bool>* stop) {
    const QStringList files = ringFilesIn(folder);
    int thinned = 0;
    for (qsizetype index = 0; index + newestLeft < files.size(); ++index) {
        if (stop != nullptr && stop->load()) {
            return thinned;
        }
        if (!isWhole(files[index])) {
            continue;
        }
        CopyJob job;
        job.from = files.mid(std::max<qsizetype>(index - 1, 0), index == 0 ? 2 : 3);
        job.only = files[index];
        job.to = files[index];
        job.thinning = Thinning::OncePerSecond;
        job.marks = marks;
        thinned += copyRecording(job, stop).ok() ? 1 : 0;
    }
    return thinned;
}

}  // namespace orrery::console
