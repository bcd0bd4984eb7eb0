// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/checkers/checker.h"

#include "cluster/simulation/checkers/acknowledged_writes.h"
#include "cluster/simulation/checkers/copies_restored.h"
#include "cluster/simulation/checkers/equal_copies.h"
#include "cluster/simulation/checkers/honest_loss.h"
#include "cluster/simulation/checkers/ledger_balances.h"
#include "cluster/simulation/checkers/one_primary.h"
#include "cluster/simulation/checkers/one_serving.h"
#include "cluster/simulation/checkers/reads_never_go_back.h"
#include "cluster/simulation/checkers/separate_hosts.h"
#include "cluster/simulation/checkers/store_equals_grid.h"

namespace orrery::simulation {

void Checker::started(const Operation&) {}
void Checker::finished(const Operation&) {}
void Checker::abandoned(const Operation&) {}
void Checker::polled(const World&) {}
void Checker::tableChanged(const World&, const model::GridState&, const model::GridState&) {}
void Checker::forgotten(PartitionId) {}
void Checker::atRest(const World&) {}

std::vector<std::unique_ptr<Checker>> allCheckers() {
    std::vector<std::unique_ptr<Checker>> checkers;
    checkers.push_back(std::make_unique<OnePrimary>());
    checkers.push_back(std::make_unique<OneServing>());
    checkers.push_back(std::make_unique<AcknowledgedWrites>());
    checkers.push_back(std::make_unique<ReadsNeverGoBack>());
    checkers.push_back(std::make_unique<HonestLoss>());
    checkers.push_back(std::make_unique<CopiesRestored>());
    checkers.push_back(std::make_unique<SeparateHosts>());
    checkers.push_back(std::make_unique<EqualCopies>());
    checkers.push_back(std::make_unique<LedgerBalances>());
    checkers.push_back(std::make_unique<StoreEqualsGrid>());
    return checkers;
}

}  // namespace orrery::simulation
