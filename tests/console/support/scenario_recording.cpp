// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TEST FIXTURE: the scenario as messages, file and picture.
#include "support/scenario_recording.h"

#include "console/source/recording_writer.h"
#include "support/scenario_grid.h"

namespace orrery::console::fixture {

std::vector<ReceivedMessage> scenarioMessages(const ScenarioOptions& options) {
    return ScenarioGrid(options).run();
}

Status writeScenario(const QString& path, const ScenarioOptions& options) {
    RecordingWriter writer;
    const Moment started{scenarioClockStart, scenarioStart};
    if (Status status = writer.open(path, {"orrery test fixture", "flash-sale", started, Naming::Original, 0, {}});
        !status) {
        return status;
    }
    for (const ReceivedMessage& received : scenarioMessages(options)) {
        writer.append(received);
    }
    return writer.close();
}

SnapshotPointer scenarioSnapshot(Duration offset, MetricHistory& history,
                                 const ScenarioOptions& options) {
    StreamBatch batch;
    batch.restart = true;
    batch.now =
        Moment{scenarioClockStart + offset, WallTime{scenarioStart.millis + offset.millis()}};
    batch.contact = Contact{ContactState::Live,
                            {scenarioClockStart, scenarioStart},
                            QStringLiteral("127.0.0.1:7101"),
                            {}};
    for (ReceivedMessage& received : scenarioMessages(options)) {
        if (received.at.at <= batch.now.at) {
            batch.messages.push_back(std::move(received));
        }
    }
    Aggregator aggregator(history);
    aggregator.accept(batch);
    return aggregator.snapshot();
}

SnapshotPointer scenarioSnapshot(Duration offset, const ScenarioOptions& options) {
    MetricHistory history;
    return scenarioSnapshot(offset, history, options);
}

}  // namespace orrery::console::fixture
