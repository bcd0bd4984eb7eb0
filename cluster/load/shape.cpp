// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/load/shape.h"

#include <algorithm>
#include <array>

#include "shared/base/assert.h"

namespace orrery::load {
namespace {

constexpr std::uint32_t playersPerBoard = 50;
constexpr std::int64_t initialStock = 1'000'000;
constexpr const char* sessionLifeSeconds = "3600";
constexpr std::array<const char*, 4> orderStates{"placed", "paid", "packed", "shipped"};

std::string sessionToken(std::int64_t version) {
    Random random(static_cast<std::uint64_t>(version));
    std::string token;
    for (int word = 0; word < 4; ++word) {
        token += std::to_string(random.next());
    }
    return token;
}

}  // namespace

Shape::Shape(const Options& options, Ledger& ledger) : m_ledger(ledger) {
    switch (options.shape) {
    case ShapeKind::FlashSale:
        add({CellKind::HashCounter, "inventory", 0, 200, 10, 35}, options, ledger);
        add({CellKind::HashRegister, "order", 0, 10'000, 5, 25}, options, ledger);
        add({CellKind::StringRegister, "user", 0, 2'000, 15, 10}, options, ledger);
        break;
    case ShapeKind::Sessions:
        add({CellKind::StringRegister, "session", 0, 10'000, 80, 20}, options, ledger);
        break;
    case ShapeKind::Leaderboard:
        add({CellKind::HashCounter, "board", 0, 1'000, 20, 50}, options, ledger);
        add({CellKind::StringCounter, "hits", 0, 50, 5, 25}, options, ledger);
        break;
    }
}

void Shape::add(Group group, const Options& options, Ledger& ledger) {
    group.first = static_cast<std::uint32_t>(ledger.size());
    group.count = std::max<std::uint32_t>(1, group.count * options.scale / 100);
    for (std::uint32_t number = 0; number < group.count; ++number) {
        ledger.add(makeCell(group, number, options.seed));
    }
    m_weightSum += group.readWeight + group.writeWeight;
    m_groups.push_back(std::move(group));
}

Cell Shape::makeCell(const Group& group, std::uint32_t number, std::uint64_t seed) const {
    Cell cell;
    cell.kind = group.kind;
    const std::string prefix = group.space + ":" + (seed == 1 ? "" : std::to_string(seed) + "-");
    if (group.space == "board") {
        cell.key = prefix + std::to_string(number / playersPerBoard);
        cell.field = "player-" + std::to_string(number % playersPerBoard);
        return cell;
    }
    cell.key = prefix + std::to_string(number);
    if (group.kind == CellKind::HashRegister) {
        cell.field = "version";
    } else if (group.kind == CellKind::HashCounter) {
        cell.field = "stock";
        cell.direction = -1;
    }
    return cell;
}

Operation Shape::next(Random& random) const {
    constexpr int triesForAFreeRegister = 8;
    std::uint64_t ticket = random.below(m_weightSum);
    for (const Group& group : m_groups) {
        if (ticket < group.writeWeight) {
            for (int tries = 0; tries < triesForAFreeRegister; ++tries) {
                const CellId cell = pick(group, random);
                if (m_ledger.mayWrite(cell)) {
                    return {cell, OperationKind::Write};
                }
            }
            return {pick(group, random), OperationKind::Read};
        }
        ticket -= group.writeWeight;
        if (ticket < group.readWeight) {
            return {pick(group, random), OperationKind::Read};
        }
        ticket -= group.readWeight;
    }
    return {pick(m_groups.front(), random), OperationKind::Read};
}

/// Low numbers are hotter: the lower of two draws.
CellId Shape::pick(const Group& group, Random& random) const {
    const std::uint64_t one = random.below(group.count);
    const std::uint64_t other = random.below(group.count);
    return CellId{group.first + static_cast<std::uint32_t>(std::min(one, other))};
}

const Shape::Group& Shape::groupOf(CellId cell) const {
    const auto holds = [cell](const Group& group) {
        return cell.value >= group.first && cell.value < group.first + group.count;
    };
    const auto found = std::find_if(m_groups.begin(), m_groups.end(), holds);
    ORRERY_ASSERT(found != m_groups.end());
    return *found;
}

std::vector<std::string> Shape::writeCommand(const Write& write) const {
    const Cell& cell = m_ledger.at(write.cell);
    switch (cell.kind) {
    case CellKind::StringCounter:
        return {"INCR", cell.key};
    case CellKind::HashCounter:
        return {"HINCRBY", cell.key, cell.field, std::to_string(cell.direction)};
    case CellKind::StringRegister:
    case CellKind::HashRegister:
        break;
    }
    return registerWrite(groupOf(write.cell), write);
}

std::vector<std::string> Shape::registerWrite(const Group& group, const Write& write) const {
    const Cell& cell = m_ledger.at(write.cell);
    const std::int64_t version = cell.base + static_cast<std::int64_t>(write.amount);
    const std::string versionText = std::to_string(version);
    if (cell.kind == CellKind::HashRegister) {
        const std::string number = std::to_string(write.cell.value - group.first);
        return {"HSET", cell.key, "version", versionText, "user", "user:" + number, "item",
                "inventory:" + std::to_string(version % 200), "total",
                std::to_string(version % 90 + 10) + ".00", "status",
                orderStates[static_cast<std::size_t>(version) % orderStates.size()]};
    }
    if (group.space == "session") {
        return {"SET", cell.key, versionText + " " + sessionToken(version), "EX", sessionLifeSeconds};
    }
    return {"SET", cell.key, versionText + " {\"visits\":" + versionText + ",\"name\":\"User " +
                                 std::to_string(write.cell.value - group.first) + "\"}"};
}

std::vector<std::string> Shape::readCommand(CellId id) const {
    const Cell& cell = m_ledger.at(id);
    return isHashField(cell.kind) ? std::vector<std::string>{"HGET", cell.key, cell.field}
                                  : std::vector<std::string>{"GET", cell.key};
}

std::vector<std::string> Shape::stockCommand(CellId id) const {
    const Cell& cell = m_ledger.at(id);
    return {"HINCRBY", cell.key, cell.field, std::to_string(stockOf(id))};
}

std::int64_t Shape::stockOf(CellId id) const {
    return m_ledger.at(id).direction < 0 ? initialStock : 0;
}

}  // namespace orrery::load
