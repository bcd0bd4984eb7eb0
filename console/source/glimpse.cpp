// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/glimpse.h"

#include <algorithm>
#include <map>
#include <utility>

namespace orrery::console {
namespace {

constexpr int samplesNeeded = 2;  ///< Rates need both.

bool holdsSamples(BlockKind kind) { return kind == BlockKind::Pack || kind == BlockKind::Batch; }

bool isPush(BlockKind kind) {
    return kind == BlockKind::State || kind == BlockKind::Change || kind == BlockKind::Event ||
           kind == BlockKind::Telemetry || kind == BlockKind::Alive;
}

class Look {
public:
    Look(BlockScanner& scanner, Instant until) : m_scanner(scanner), m_until(until) {}

    Glimpse take(std::uint64_t offset) {
        readFrames(offset);
        for (std::size_t frame = m_frames.size(); frame-- > 0;) {
            if (holdsSamples(m_frames[frame].kind) && (!hasEnough() || frame + 1 == m_frames.size())) {
                readSamples(frame);
            }
        }
        takeFromKeyframe();
        tellContact();
        collect();
        return std::move(m_result);
    }

private:
    /// Place of a message in the file: frame, and part of it.
    using Place = std::pair<std::size_t, std::size_t>;
    struct Frame {
        BlockKind kind;
        std::uint64_t offset;
        std::size_t base;  ///< How many keyframes stand before it.
    };

    void readFrames(std::uint64_t offset) {
        m_result.next = offset;
        while (true) {
            auto skimmed = m_scanner.skim(m_result.next);
            std::uint64_t begin = m_result.next;
            if (!skimmed) {  // Damaged, or the end.
                const auto found = m_scanner.find(m_result.next);
                skimmed = found.block ? m_scanner.skim(found.offset) : std::nullopt;
                begin = found.offset;
                m_result.next = found.offset;
            }
            const bool isLast = skimmed && skimmed->at.at > m_until;
            if (!skimmed || (isLast && !holdsSamples(skimmed->kind))) {
                return;
            }
            m_frames.push_back({skimmed->kind, begin, m_bases.size()});
            m_result.next = skimmed->end;
            if (!holdsSamples(skimmed->kind)) {
                readWhole(m_frames.size() - 1);
            }
            if (isLast) {
                return;
            }
        }
    }

    void readWhole(std::size_t frame) {
        const BlockKind kind = m_frames[frame].kind;
        if (kind == BlockKind::Tier || kind == BlockKind::Earlier || kind == BlockKind::Index ||
            kind == BlockKind::IndexAt) {
            return;
        }
        auto block = m_scanner.exactly(m_frames[frame].offset);
        if (!block) {
            return;
        }
        if (kind == BlockKind::PackedKeyframe || kind == BlockKind::Keyframe) {
            readKeyframe(*block);
        } else if (kind == BlockKind::Alarms) {
            if (auto record = decodeAlarms(block->payload, m_result.alarms)) {
                m_result.alarms = record.take();
            }
        } else if (kind == BlockKind::ContactLost) {
            m_result.contactLost = std::move(block);
            m_lostAt = frame;
        } else if (isPush(kind)) {
            m_tableChanged = m_tableChanged || kind == BlockKind::State || kind == BlockKind::Change;
            m_kept.emplace(Place{frame, 0}, std::move(*block));
        }
    }

    void readKeyframe(const Block& block) {
        std::vector<PackedPush> parts = keyframeParts(block);
        m_bases.push_back(baseFrom(block.at, parts));
        if (m_kept.empty() && m_keyframe.empty()) {
            m_keyframe = std::move(parts);
        }
    }

    /// Every unit of the keyframe has its samples, and nothing says that there may be others.
    bool hasEnough() const {
        return !m_tableChanged && !m_lostAt && !m_keyframe.empty() &&
               m_complete >= m_bases.front().pushes.size();
    }

    void readSamples(std::size_t frame) {
        static const PushBase none;
        const auto block = m_scanner.exactly(m_frames[frame].offset);
        const std::size_t base = m_frames[frame].base;
        auto parts = partsOf(block.value_or(Block()), base > 0 ? m_bases[base - 1] : none);
        if (!parts) {
            return;
        }
        for (std::size_t index = parts.value().size(); index-- > 0;) {
            PackedPush& part = parts.value()[index];
            if (part.at.at > m_until) {
                m_result.rest.push_back({part.kind, part.at, std::move(part.bytes)});
                continue;
            }
            if (m_lostAt && frame > *m_lostAt) {
                m_firstAfterLoss = part.at;
            }
            if (part.kind == BlockKind::Telemetry ? isNeeded(part.unit) : !std::exchange(m_hasAlive, true)) {
                m_kept.emplace(Place{frame, index}, Block{part.kind, part.at, std::move(part.bytes)});
            }
        }
    }

    /// Format 2 does not say whose a sample is: unit 0, and all are taken.
    bool isNeeded(std::uint32_t unit) {
        int& count = m_counts[unit];
        if (unit != 0 && count >= samplesNeeded) {
            return false;
        }
        ++count;
        const bool isKnown = !m_bases.empty() && m_bases.front().pushes.contains(unit);
        m_complete += isKnown && count == samplesNeeded ? 1 : 0;
        return true;
    }

    void takeFromKeyframe() {
        std::vector<Block> samples;
        for (std::size_t index = m_keyframe.size(); index-- > 0;) {
            PackedPush& part = m_keyframe[index];
            if (part.kind == BlockKind::Telemetry && part.unit != 0 && m_counts[part.unit]++ >= samplesNeeded) {
                continue;
            }
            samples.push_back({part.kind, part.at, std::move(part.bytes)});
        }
        std::reverse(samples.begin(), samples.end());
        for (const Block& sample : samples) {
            add(sample);
        }
    }

    void add(const Block& push) {
        if (auto message = messageFrom(push.payload)) {
            m_result.messages.push_back(
                {push.at, std::make_shared<const model::StreamMessage>(message.take()), push.payload});
        }
    }

    void tellContact() {
        if (!m_lostAt) {
            return;
        }
        for (const auto& [place, push] : m_kept) {
            const bool isFirst = !m_firstAfterLoss || push.at.at < m_firstAfterLoss->at;
            if (place.first > *m_lostAt && isFirst) {
                m_firstAfterLoss = push.at;
            }
        }
        m_result.heardAgain = m_firstAfterLoss;
        if (m_firstAfterLoss) {
            m_result.contactLost.reset();
        }
    }

    void collect() {
        for (const auto& [place, push] : m_kept) {
            add(push);
        }
        std::reverse(m_result.rest.begin(), m_result.rest.end());
        if (!m_bases.empty()) {
            m_result.base = std::move(m_bases.back());
        }
    }

    BlockScanner& m_scanner;
    Instant m_until;
    Glimpse m_result;
    std::vector<Frame> m_frames;
    std::vector<PushBase> m_bases;
    std::vector<PackedPush> m_keyframe;
    std::map<Place, Block> m_kept;
    std::map<std::uint32_t, int> m_counts;   ///< Samples taken, by unit.
    std::size_t m_complete = 0;              ///< Units of the keyframe that have all they need.
    bool m_tableChanged = false;
    bool m_hasAlive = false;
    std::optional<std::size_t> m_lostAt;     ///< Frame of the last broken link.
    std::optional<Moment> m_firstAfterLoss;
};

}  // namespace

Glimpse glimpseOf(BlockScanner& scanner, std::uint64_t offset, Instant until) {
    return Look(scanner, until).take(offset);
}

Result<std::vector<PackedPush>> partsOf(const Block& block, const PushBase& base) {
    if (block.kind != BlockKind::Batch) {
        return unpackPushes(block.payload, &base);
    }
    auto old = decodeBatch(block.payload);
    if (!old) {
        return old.error();
    }
    std::vector<PackedPush> parts;
    parts.reserve(old.value().size());
    for (Block& part : old.value()) {
        parts.push_back({part.kind, part.at, 0, std::move(part.payload)});
    }
    return parts;
}

std::vector<PackedPush> keyframeParts(const Block& block) {
    if (block.kind == BlockKind::PackedKeyframe) {
        auto parts = unpackPushes(block.payload, nullptr);
        return parts ? parts.take() : std::vector<PackedPush>();
    }
    std::vector<PackedPush> parts;
    if (auto old = decodeKeyframe(block.payload)) {
        for (KeyframePart& part : old.value()) {
            parts.push_back({BlockKind::State, part.at, 0, std::move(part.bytes)});
        }
    }
    return parts;
}

PushBase baseFrom(const Moment& at, const std::vector<PackedPush>& parts) {
    PushBase base{at, {}};
    for (const PackedPush& part : parts) {
        if (part.kind == BlockKind::Telemetry) {
            base.pushes[part.unit] = part.bytes;
        }
    }
    return base;
}

}  // namespace orrery::console
