// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/checkers/reads_never_go_back.h"

#include <algorithm>

namespace orrery::simulation {
namespace {

bool isOfCounter(const Operation& operation) {
    return isCount(operation.verb) || operation.verb == Verb::GetField || operation.key.starts_with("count:");
}

}  // namespace

void ReadsNeverGoBack::started(const Operation& operation) {
    Subject& subject = m_subjects[operation.subject()];
    m_floorAtStart[operation.number] = subject.floor;
    if (isCount(operation.verb)) {
        ++subject.asked;
    } else if (isWrite(operation.verb)) {
        subject.asked = operation.version;
        if (operation.verb == Verb::Delete) {
            subject.deletions.insert(operation.version);
        }
    }
}

void ReadsNeverGoBack::abandoned(const Operation& operation) {
    Subject& subject = m_subjects[operation.subject()];
    m_floorAtStart.erase(operation.number);
    if (isCount(operation.verb)) {
        --subject.asked;
    } else if (isWrite(operation.verb)) {
        subject.abandoned.insert(operation.version);
        subject.deletions.erase(operation.version);
    }
}

void ReadsNeverGoBack::finished(const Operation& operation) {
    const auto start = m_floorAtStart.find(operation.number);
    if (start == m_floorAtStart.end()) {
        return;
    }
    const std::uint64_t floor = start->second;
    m_floorAtStart.erase(start);
    if (m_forgotten.contains(operation.partition)) {
        return;
    }
    Subject& subject = m_subjects[operation.subject()];
    if (isOfCounter(operation)) {
        judgeCount(operation, subject, floor);
    } else {
        judgeRegister(operation, subject, floor);
    }
}

void ReadsNeverGoBack::judgeCount(const Operation& operation, Subject& subject, std::uint64_t floor) {
    const std::int64_t shown = isCount(operation.verb) ? operation.count : countOf(operation.content);
    const auto least = static_cast<std::int64_t>(floor) + (isCount(operation.verb) ? 1 : 0);
    if (shown < least || shown > static_cast<std::int64_t>(subject.asked)) {
        violated("operation " + std::to_string(operation.number) + " on " + operation.subject() + " showed " +
                 std::to_string(shown) + ", possible were " + std::to_string(least) + " to " +
                 std::to_string(subject.asked));
        return;
    }
    subject.floor = std::max(subject.floor, static_cast<std::uint64_t>(shown));
}

void ReadsNeverGoBack::judgeRegister(const Operation& operation, Subject& subject, std::uint64_t floor) {
    std::uint64_t shown = operation.version;
    if (!isWrite(operation.verb)) {
        const auto deletion = subject.deletions.lower_bound(floor);
        const bool deletionFits = deletion != subject.deletions.end();
        shown = operation.content ? versionOfText(*operation.content) : deletionFits ? *deletion : 0;
        const bool impossible = operation.content ? subject.deletions.contains(shown) : !deletionFits;
        if (impossible || shown < floor || shown > subject.asked || subject.abandoned.contains(shown)) {
            violated("operation " + std::to_string(operation.number) + " on " + operation.subject() + " showed " +
                     operation.content.value_or("nothing") + ", known was version " + std::to_string(floor));
            return;
        }
    }
    subject.floor = std::max(subject.floor, shown);
}

}  // namespace orrery::simulation
