// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/checkers/store_equals_grid.h"

#include "cluster/core/pump/row.h"
#include "shared/base/slot.h"

namespace orrery::simulation {
namespace {

/// What a read of the store's row would show.
std::optional<std::string> shownBy(const core::StoreRow& row, const std::string& field) {
    if (row.deleted) {
        return std::nullopt;
    }
    if (field.empty()) {
        return row.value;
    }
    const auto fields = core::decodeFields(row.value);
    if (!fields.ok()) {
        return "damaged fields";
    }
    for (const core::Field& one : fields.value()) {
        if (one.first == field) {
            return one.second;
        }
    }
    return std::nullopt;
}

}  // namespace

void StoreEqualsGrid::finished(const Operation& operation) {
    if (operation.isFinal) {
        m_reads.push_back(operation);
    }
}

void StoreEqualsGrid::atRest(const World& world) {
    if (!world.options().hasStore) {
        return;
    }
    for (const Operation& read : m_reads) {
        const auto row = world.store().rows().find({std::string(spaceOf(read.key)), read.key});
        const auto stored = row == world.store().rows().end() ? std::nullopt : shownBy(row->second, read.field);
        if (stored != read.content) {
            violated(read.subject() + " is " + read.content.value_or("nothing") + " in the grid and " +
                     stored.value_or("nothing") + " in the store");
        }
    }
}

}  // namespace orrery::simulation
