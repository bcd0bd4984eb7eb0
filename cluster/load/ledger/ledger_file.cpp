// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/load/ledger/ledger_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "cluster/load/ledger/ledger.h"

namespace orrery::load {
namespace {

constexpr std::string_view heading = "orrery-ledger 1";
constexpr std::size_t cellLimit = 10'000'000;

std::vector<std::string_view> fieldsOf(std::string_view line) {
    std::vector<std::string_view> fields;
    for (;;) {
        const std::size_t tab = line.find('\t');
        fields.push_back(line.substr(0, tab));
        if (tab == std::string_view::npos) {
            return fields;
        }
        line.remove_prefix(tab + 1);
    }
}

template <typename Number>
bool read(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

/// Takes a ledger's lines one by one.
class LedgerReader {
public:
    explicit LedgerReader(const ConfirmedRule& confirmed) : m_confirmed(confirmed) {}

    bool take(std::string_view line) {
        const std::vector<std::string_view> fields = fieldsOf(line);
        const std::string_view word = fields[0];
        if (word == "end") {
            content.ended = true;
            return true;
        }
        if (word == "cell") {
            return takeCell(fields);
        }
        return takeWrite(word, fields);
    }

    LedgerContent content;

private:
    bool takeCell(const std::vector<std::string_view>& fields) {
        std::size_t index = 0;
        Cell cell;
        if (fields.size() != 7 || !read(fields[1], index) || index >= cellLimit ||
            !read(fields[3], cell.direction) || !read(fields[4], cell.base)) {
            return false;
        }
        const auto kind = cellKindFrom(fields[2]);
        if (!kind) {
            return false;
        }
        cell.kind = *kind;
        cell.key = fields[5];
        cell.field = fields[6];
        content.cells.resize(std::max(content.cells.size(), index + 1));
        content.cells[index] = std::move(cell);
        return true;
    }

    bool takeWrite(std::string_view word, const std::vector<std::string_view>& fields) {
        const bool stands = word == "ack" || word == "settled";
        std::size_t index = 0;
        std::uint64_t amount = 0;
        if (fields.size() != (stands ? 6U : 4U) || !read(fields[1], index) || !read(fields[2], amount) ||
            index >= content.cells.size()) {
            return false;
        }
        Cell& cell = content.cells[index];
        if (word == "unknown") {
            cell.started = isCounter(cell.kind) ? cell.started + 1 : std::max(cell.started, amount);
            return true;
        }
        if (word == "void") {
            --cell.started;
            return true;
        }
        Position position;
        if (!stands || !read(fields[4], position.epoch.value) ||
            !read(fields[5], position.sequence.value)) {
            return false;
        }
        countAcknowledged(cell, amount, word == "settled");
        if (m_confirmed && m_confirmed(cell.key, position)) {
            cell.confirmed = isCounter(cell.kind) ? cell.confirmed + 1 : std::max(cell.confirmed, amount);
        }
        return true;
    }

    void countAcknowledged(Cell& cell, std::uint64_t amount, bool wasUnknown) {
        ++content.acknowledged;
        if (isCounter(cell.kind)) {
            ++cell.acknowledged;
            cell.started += wasUnknown ? 0 : 1;
            return;
        }
        cell.acknowledged = std::max(cell.acknowledged, amount);
        cell.started = std::max(cell.started, amount);
    }

    const ConfirmedRule& m_confirmed;
};

}  // namespace

Result<std::unique_ptr<LedgerFileWriter>> LedgerFileWriter::create(const std::string& path) {
    auto writer = std::make_unique<LedgerFileWriter>();
    writer->m_stream.open(path, std::ios::binary | std::ios::trunc);
    writer->m_stream << heading << '\n';
    if (!writer->flush()) {
        return Error{ErrorCode::System, "the ledger '" + path + "' cannot be written"};
    }
    return writer;
}

void LedgerFileWriter::cell(CellId id, const Cell& cell) {
    m_stream << "cell\t" << id.value << '\t' << wordFor(cell.kind) << '\t' << cell.direction << '\t'
             << cell.base << '\t' << cell.key << '\t' << cell.field << '\n';
}

void LedgerFileWriter::acknowledged(const Write& write, const std::string& requestId, Position position) {
    line("ack", write, requestId, position);
}

void LedgerFileWriter::unknown(const Write& write, const std::string& requestId) {
    line("unknown", write, requestId);
}

void LedgerFileWriter::settled(const Write& write, const std::string& requestId, Position position) {
    line("settled", write, requestId, position);
}

void LedgerFileWriter::voided(const Write& write, const std::string& requestId) {
    line("void", write, requestId);
}

bool LedgerFileWriter::flush() {
    m_stream.flush();
    return m_stream.good();
}

void LedgerFileWriter::end() {
    m_stream << "end\n";
    m_stream.flush();
}

void LedgerFileWriter::line(const char* word, const Write& write, const std::string& requestId) {
    m_stream << word << '\t' << write.cell.value << '\t' << write.amount << '\t' << requestId << '\n';
}

void LedgerFileWriter::line(const char* word, const Write& write, const std::string& requestId,
                            Position position) {
    m_stream << word << '\t' << write.cell.value << '\t' << write.amount << '\t' << requestId << '\t'
             << position.epoch.value << '\t' << position.sequence.value << '\n';
}

Result<LedgerContent> readLedger(const std::string& path, const ConfirmedRule& confirmed) {
    std::ifstream stream(path, std::ios::binary);
    std::string line;
    if (!std::getline(stream, line) || line != heading) {
        return Error{ErrorCode::Malformed, "'" + path + "' is not a ledger of orrery-load"};
    }
    LedgerReader reader(confirmed);
    for (std::uint64_t number = 2; std::getline(stream, line); ++number) {
        const bool cutOff = stream.eof();   // No line end: the load died while writing it.
        if (!cutOff && !reader.take(line)) {
            return Error{ErrorCode::Malformed,
                         path + ":" + std::to_string(number) + ": not a line of a ledger"};
        }
    }
    return std::move(reader.content);
}

}  // namespace orrery::load
