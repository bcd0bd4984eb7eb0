// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A unit and the store: what the pump is told, and loading partitions on a cold start.
#include <algorithm>
#include <utility>
#include <variant>

#include "cluster/core/unit_parts.h"

namespace orrery::core {
namespace {

constexpr Duration loadAgainAfter = milliseconds(500);

StoreRequestId idOf(const StoreEvent& event) {
    return std::visit([](const auto& kind) { return kind.id; }, event);
}

}  // namespace

void UnitCore::Parts::loadFromStore(PartitionId partition, Epoch epoch) {
    std::erase_if(loads, [&](const Load& load) { return load.partition == partition; });
    loads.push_back({partition, epoch, {}, false, false, now.instant});
}

void UnitCore::Parts::retryLoads(Moment moment) {
    for (std::size_t index = 0; index < loads.size(); ++index) {
        Load& load = loads[index];
        if (!load.retryAt || moment.instant < *load.retryAt) {
            continue;
        }
        load.retryAt.reset();
        if (!options.hasStore) {
            const PartitionId partition = load.partition;
            loads.erase(loads.begin() + static_cast<std::ptrdiff_t>(index--));
            StoreLoaded nothing{{}, partition, {}, true, {}};
            if (Replica* replica = findReplica(partition); replica != nullptr && replica->primary() != nullptr) {
                replica->primary()->loaded(nothing, moment);
            }
            continue;
        }
        load.request = StoreRequestId{++lastLoadRequest};
        load.claimed = false;
        effects->storeRequests.push_back(StoreClaim{load.request, load.partition, load.epoch});
    }
}

/// A fence and a refused row are answers of a store that works.
void UnitCore::Parts::noteHealth(const StoreEvent& event, Moment moment) {
    const auto* failure = std::get_if<StoreFailed>(&event);
    if (failure != nullptr && failure->kind != StoreFailureKind::Fenced &&
        failure->kind != StoreFailureKind::Rejected) {
        trouble.failed(failure->text, moment.instant);
    } else {
        trouble.succeeded(moment.instant);
    }
}

void UnitCore::Parts::tellTrouble(Moment moment) {
    const std::optional<StoreStanding> news = trouble.takeNews(moment.instant);
    if (!news) {
        return;
    }
    if (news->health == StoreHealth::Troubled) {
        log(LogLevel::Warning, "the store fails and is tried again: " + news->text);
    } else {
        log(LogLevel::Info, "the store works again after " + std::to_string(news->lasted.millis()) + " ms and " +
                                std::to_string(news->failures) + " failures; it began with: " + news->text);
    }
    tellController(*news);
}

void UnitCore::Parts::storeEvent(StoreEvent&& event, Moment moment) {
    noteHealth(event, moment);
    if (Pump::isPumpRequest(idOf(event))) {
        pump.storeEvent(event, moment, pumpEffects);
        takePumpNotices(moment);
        return;
    }
    const auto load = std::find_if(loads.begin(), loads.end(),
                                   [&](const Load& one) { return one.request == idOf(event); });
    if (load == loads.end()) {
        return;
    }
    if (std::holds_alternative<StoreClaimed>(event)) {
        load->claimed = true;
        load->request = StoreRequestId{++lastLoadRequest};
        effects->storeRequests.push_back(StoreLoad{load->request, load->partition});
    } else if (const auto* rows = std::get_if<StoreLoaded>(&event)) {
        const PartitionId partition = load->partition;
        if (rows->last) {
            loads.erase(load);
        }
        if (Replica* replica = findReplica(partition); replica != nullptr && replica->primary() != nullptr) {
            replica->primary()->loaded(*rows, moment);
        }
    } else if (const auto* failed = std::get_if<StoreFailed>(&event)) {
        failedLoad(*failed, moment);
    }
}

void UnitCore::Parts::failedLoad(const StoreFailed& failed, Moment moment) {
    const auto load = std::find_if(loads.begin(), loads.end(),
                                   [&](const Load& one) { return one.request == failed.id; });
    if (failed.kind == StoreFailureKind::Fenced) {
        loads.erase(load);   // A newer reign loads it; its table is on the way.
        return;
    }
    if (!load->failedBefore) {
        log(LogLevel::Error, "partition " + std::to_string(load->partition.value) +
                                 " cannot be loaded from the store and is tried again: " + failed.text);
    }
    load->failedBefore = true;
    load->request = StoreRequestId{};
    load->retryAt = moment.instant + loadAgainAfter;
}

void UnitCore::Parts::takePumpNotices(Moment) {
    for (StoreRequest& request : pumpEffects.requests) {
        effects->storeRequests.push_back(std::move(request));
    }
    pumpEffects.requests.clear();
    std::vector<PumpNotice> notices;
    notices.swap(pumpEffects.notices);
    for (const PumpNotice& notice : notices) {
        if (const auto* advanced = std::get_if<PumpAdvanced>(&notice)) {
            Replica* replica = findReplica(advanced->partition);
            if (replica != nullptr && replica->epoch() == advanced->epoch) {
                replica->pumpedTo(advanced->pumped);
            }
        } else if (const auto* claimed = std::get_if<PumpClaimed>(&notice)) {
            Replica* replica = findReplica(claimed->partition);
            if (replica != nullptr && replica->epoch() == claimed->epoch) {
                replica->pumpedTo(claimed->watermark.sequence);
            }
        } else if (const auto* fenced = std::get_if<PumpFenced>(&notice)) {
            log(LogLevel::Warning, "the store has a newer primary for partition " +
                                       std::to_string(fenced->partition.value) + "; this unit's reign of epoch " +
                                       std::to_string(fenced->epoch.value) + " is over");
        } else if (const auto* ahead = std::get_if<PumpStoreAhead>(&notice)) {
            log(LogLevel::Error, "the store holds more of partition " + std::to_string(ahead->partition.value) +
                                     " than memory; it is not pumped until it is restored from the store");
        } else if (const auto* behind = std::get_if<PumpStoreBehind>(&notice)) {
            log(LogLevel::Error, "the store lacks changes of partition " + std::to_string(behind->partition.value) +
                                     " that the log no longer holds; was its file replaced by an older one?");
        } else if (const auto* letter = std::get_if<PumpDeadLetter>(&notice)) {
            log(LogLevel::Error, "the store refuses " + letter->key + ": " + letter->reason);
        }
    }
}

}  // namespace orrery::core
