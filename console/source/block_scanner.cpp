// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reading with checks.
#include "console/source/block_scanner.h"

#include <algorithm>

namespace orrery::console {
namespace {

constexpr std::size_t searchWindow = 256 * 1024;

}  // namespace

Result<std::unique_ptr<BlockScanner>> BlockScanner::open(const QString& path) {
    std::unique_ptr<BlockScanner> scanner(new BlockScanner(path));
    if (!scanner->m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return Error{ErrorCode::System, scanner->m_file.errorString().toStdString()};
    }
    scanner->m_length = static_cast<std::uint64_t>(scanner->m_file.size());
    scanner->m_searchBudget = scanner->m_length * 4;
    if (Status status = scanner->readHeader(); !status) {
        return status.error();
    }
    return scanner;
}

Status BlockScanner::readHeader() {
    if (m_length == 0) {
        return Error{ErrorCode::Corrupt, "the file is empty"};
    }
    const auto found = decodeHeader(read(0, longestHeader + 64));
    if (!found) {
        return found.error();
    }
    m_header = found.value().header;
    m_firstBlock = found.value().length;
    return Done{};
}

std::string BlockScanner::read(std::uint64_t offset, std::size_t length) {
    if (offset >= m_length || !m_file.seek(static_cast<qint64>(offset))) {
        return {};
    }
    std::string bytes(std::min<std::uint64_t>(length, m_length - offset), '\0');
    const qint64 got = m_file.read(bytes.data(), static_cast<qint64>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(std::max<qint64>(got, 0)));
    return bytes;
}

std::optional<Block> BlockScanner::blockAt(std::uint64_t offset) {
    const std::string header = read(offset, blockHeaderLength);
    const auto frame = decodeBlockFrame(header);
    if (!frame || frame.value().length > m_length - offset - blockHeaderLength) {
        return std::nullopt;
    }
    std::string payload = read(offset + blockHeaderLength, frame.value().length);
    if (!blockSound(header, payload)) {
        return std::nullopt;
    }
    if (frame.value().compressed) {
        auto plain = unpacked(payload);
        if (!plain) {
            return std::nullopt;
        }
        payload = plain.take();
    }
    return Block{frame.value().kind, frame.value().at, std::move(payload)};
}

std::optional<BlockScanner::Skimmed> BlockScanner::skim(std::uint64_t offset) {
    const auto frame = decodeBlockFrame(read(offset, blockHeaderLength));
    if (!frame || frame.value().length > m_length - offset - blockHeaderLength) {
        return std::nullopt;
    }
    return Skimmed{frame.value().kind, frame.value().at, offset,
                   offset + blockHeaderLength + frame.value().length};
}

std::uint64_t BlockScanner::nextMark(std::uint64_t offset) {
    while (offset + blockHeaderLength <= m_length && m_searchBudget > 0) {
        const std::string window = read(offset, searchWindow);
        m_searchBudget -= std::min<std::uint64_t>(m_searchBudget, window.size());
        const std::size_t found = window.find(blockMark);
        if (found != std::string::npos) {
            return offset + found;
        }
        if (window.size() < blockMark.size()) {
            break;
        }
        offset += window.size() - blockMark.size() + 1;
    }
    return m_length;
}

BlockScanner::Found BlockScanner::find(std::uint64_t offset) {
    Found found;
    std::uint64_t candidate = offset;
    while (candidate < m_length) {
        auto block = blockAt(candidate);
        const auto skimmed = block ? skim(candidate) : std::nullopt;  // None: the file was cut just now.
        if (skimmed) {
            found.end = skimmed->end;
            found.block = std::move(block);
            break;
        }
        const std::string header = read(candidate, blockHeaderLength);
        if (const auto frame = decodeBlockFrame(header)) {
            m_searchBudget -= std::min<std::uint64_t>(m_searchBudget, frame.value().length);
        }
        candidate = m_searchBudget > 0 ? nextMark(candidate + 1) : m_length;
    }
    found.offset = std::min(candidate, m_length);
    found.skipped = found.offset - std::min(offset, found.offset);
    return found;
}

}  // namespace orrery::console
