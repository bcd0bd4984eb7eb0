// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One run of orrery-load, step by step: learn where each cell starts, put the load on, let it end,
// compare grid and ledger. Or only the last, with a ledger of an earlier run.
#pragma once

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

#include "cluster/load/cell_reader.h"
#include "cluster/load/generator.h"
#include "cluster/load/ledger/audit.h"
#include "cluster/load/ledger/ledger_file.h"
#include "cluster/load/report.h"

namespace orrery::load {

/// Exit codes; options.cpp documents them for the user.
enum class ExitCode : int { Well = 0, AuditFailed = 1, Usage = 2, NoContact = 3 };

class Run : public QObject {
    Q_OBJECT

public:
    explicit Run(Options options, QObject* parent = nullptr);
    ~Run() override;

    /// Begins; finished() comes later, also when it cannot begin.
    void start();
    /// Ends the load early and in order, as when its time is over.
    void stop();

Q_SIGNALS:
    void finished(int exitCode);

private:
    void startLoad();
    void startAuditOnly();
    void learnBases();
    void learnBase(std::uint32_t index, const std::optional<std::string>& content);
    void giveStock(CellId cell);
    void basesLearnt();
    void loadEnded();
    void startAudit(std::uint32_t count, AuditTerms terms);
    void auditEnded();
    void end(ExitCode code);
    void fail(ExitCode code, const std::string& why);

    const Options m_options;
    Report m_report;
    std::unique_ptr<client::ClusterClient> m_client;
    std::unique_ptr<LedgerFileWriter> m_file;
    std::unique_ptr<Ledger> m_ledger;
    std::unique_ptr<Shape> m_shape;
    std::unique_ptr<Generator> m_generator;
    std::unique_ptr<CellReader> m_reader;
    Measurements m_measurements;
    LedgerContent m_content;          ///< Audit::Only: the ledger of the earlier run.
    AuditResult m_result;
    QTimer m_contact;                 ///< Until the first slot table.
    QTimer m_second;
    QTimer m_length;
    Instant m_startedAt;
    Duration m_elapsed;
    std::uint32_t m_basesMissing = 0;
    std::string m_problem;            ///< Why the bases could not be learnt.
    bool m_stopWished = false;
};

}  // namespace orrery::load
