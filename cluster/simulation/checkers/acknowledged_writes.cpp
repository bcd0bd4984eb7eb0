// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/checkers/acknowledged_writes.h"

namespace orrery::simulation {

void AcknowledgedWrites::finished(const Operation& operation) {
    if (m_forgotten.contains(operation.partition)) {
        return;
    }
    if (operation.isFinal) {
        judge(operation);
    } else if (isCount(operation.verb)) {
        if (!m_counts[operation.subject()].insert(operation.count).second) {
            violated(operation.subject() + ": two increments were answered " + std::to_string(operation.count));
        }
    } else if (isWrite(operation.verb)) {
        m_registers[operation.subject()] = Register{operation.version, operation.verb == Verb::Delete};
    }
}

void AcknowledgedWrites::judge(const Operation& read) {
    const std::string subject = read.subject();
    const std::string content = read.content.value_or("nothing");
    if (const auto counter = m_counts.find(subject); counter != m_counts.end()) {
        const auto expected = static_cast<std::int64_t>(counter->second.size());
        if (countOf(read.content) != expected) {
            violated(subject + " holds " + content + " after " + std::to_string(expected) +
                     " acknowledged increments");
        }
        return;
    }
    const auto found = m_registers.find(subject);
    const Register last = found == m_registers.end() ? Register{} : found->second;
    const std::string expected = last.deleted ? "nothing" : textOfVersion(last.version);
    const bool isUntouchedCounter = found == m_registers.end() && !read.content;
    if (content != expected && !isUntouchedCounter) {
        violated(subject + " holds " + content + ", acknowledged was " + expected);
    }
}

}  // namespace orrery::simulation
