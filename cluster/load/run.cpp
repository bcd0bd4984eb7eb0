// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/load/run.h"

#include <cstdio>

#include "cluster/load/store_watermarks.h"
#include "cluster/runtime/client/client_clock.h"

namespace orrery::load {
namespace {

constexpr int contactMillis = 10'000;

std::unique_ptr<client::ClusterClient> makeClient(const Options& options) {
    client::ClusterClientOptions clientOptions;
    clientOptions.seeds = options.seeds;
    clientOptions.password = options.password;
    clientOptions.randomSeed = options.seed;
    return std::make_unique<client::ClusterClient>(std::move(clientOptions));
}

}  // namespace

Run::Run(Options options, QObject* parent)
    : QObject(parent), m_options(std::move(options)), m_measurements(m_options.partitionCount) {
    m_contact.setSingleShot(true);
    m_length.setSingleShot(true);
    connect(&m_contact, &QTimer::timeout, this, [this] {
        const std::string seen = m_client->lastConnectionError();
        fail(ExitCode::NoContact, seen.empty() ? "no server gave a slot table" : seen);
    });
    connect(&m_second, &QTimer::timeout, this, [this] {
        m_report.progress(client::clientNow() - m_startedAt, m_measurements, *m_client);
        if (m_file && !m_file->flush()) {
            fail(ExitCode::AuditFailed, "the ledger file cannot be written any more");
        }
    });
    connect(&m_length, &QTimer::timeout, this, &Run::stop);
}

Run::~Run() = default;

void Run::start() {
    m_client = makeClient(m_options);
    if (m_options.audit == Audit::Only) {
        startAuditOnly();
    } else {
        startLoad();
    }
}

void Run::startLoad() {
    if (!m_options.ledgerPath.empty()) {
        auto file = LedgerFileWriter::create(m_options.ledgerPath);
        if (!file) {
            fail(ExitCode::Usage, file.error().detail);
            return;
        }
        m_file = file.take();
    }
    m_ledger = std::make_unique<Ledger>(m_file.get());
    m_shape = std::make_unique<Shape>(m_options, *m_ledger);
    connect(m_client.get(), &client::ClusterClient::tableRefreshed, this, &Run::learnBases,
            Qt::SingleShotConnection);
    m_contact.start(contactMillis);
}

void Run::learnBases() {
    m_contact.stop();
    m_basesMissing = static_cast<std::uint32_t>(m_ledger->size());
    m_reader = std::make_unique<CellReader>(*m_client, m_options.deadline);
    m_reader->read(
        m_basesMissing,
        [this](std::uint32_t index) -> const Cell& { return m_ledger->at(CellId{index}); },
        [this](std::uint32_t index, const std::optional<std::string>& content) {
            learnBase(index, content);
        });
}

void Run::learnBase(std::uint32_t index, const std::optional<std::string>& content) {
    const CellId cell{index};
    const auto number = content && !content->empty() ? contentNumber(*content) : std::nullopt;
    if (!content) {
        m_problem = m_ledger->at(cell).key + " could not be read";
    } else if (content->empty() && m_shape->stockOf(cell) != 0) {
        giveStock(cell);
        return;
    } else if (!content->empty() && !number) {
        m_problem = m_ledger->at(cell).key + " holds something that is not of this load";
    } else {
        m_ledger->setBase(cell, number.value_or(0));
    }
    if (--m_basesMissing == 0) {
        basesLearnt();
    }
}

void Run::giveStock(CellId cell) {
    client::Call call;
    call.arguments = m_shape->stockCommand(cell);
    call.key = m_ledger->at(cell).key;
    if (m_options.requestIds == RequestIds::Used) {
        call.requestId = "stock-" + std::to_string(client::clientNow().micros) + "-" +
                         std::to_string(cell.value);
    }
    m_client->call(std::move(call), [this, cell](const client::Outcome& outcome) {
        if (outcome.kind == client::OutcomeKind::Ok) {
            m_ledger->setBase(cell, outcome.reply.integer);
        } else {
            m_problem = m_ledger->at(cell).key + ": " + outcome.reason;
        }
        if (--m_basesMissing == 0) {
            basesLearnt();
        }
    });
}

void Run::basesLearnt() {
    if (!m_problem.empty()) {
        fail(ExitCode::NoContact, m_problem);
        return;
    }
    m_generator = std::make_unique<Generator>(m_options, *m_shape, *m_ledger, m_measurements, *m_client);
    connect(m_generator.get(), &Generator::finished, this, &Run::loadEnded, Qt::QueuedConnection);
    m_startedAt = client::clientNow();
    m_second.start(1000);
    if (m_options.length.micros > 0) {
        m_length.start(static_cast<int>(m_options.length.millis()));
    }
    m_generator->start();
    if (m_stopWished) {
        stop();
    }
}

void Run::stop() {
    m_stopWished = true;
    if (m_generator) {
        m_length.stop();
        m_elapsed = m_elapsed.micros > 0 ? m_elapsed : client::clientNow() - m_startedAt;
        m_generator->stop();
    }
}

void Run::loadEnded() {
    m_second.stop();
    m_report.summary(m_elapsed, m_measurements, m_ledger->totals(), *m_client);
    if (m_file) {
        m_file->end();
    }
    if (m_options.audit == Audit::AtEnd) {
        startAudit(static_cast<std::uint32_t>(m_ledger->size()), AuditTerms{});
    } else {
        end(m_measurements.staleReads == 0 ? ExitCode::Well : ExitCode::AuditFailed);
    }
}

void Run::startAuditOnly() {
    auto confirmed = confirmedRule(m_options.storePath, m_options.partitionCount);
    if (!confirmed) {
        fail(ExitCode::Usage, confirmed.error().detail);
        return;
    }
    auto content = readLedger(m_options.ledgerPath, confirmed.value());
    if (!content) {
        fail(ExitCode::Usage, content.error().detail);
        return;
    }
    m_content = content.take();
    const AuditTerms terms{m_options.storePath.empty() ? AuditRule::Strict : AuditRule::AfterRestart,
                           m_content.ended ? LedgerEnd::Orderly : LedgerEnd::CutOff};
    startAudit(static_cast<std::uint32_t>(m_content.cells.size()), terms);
}

void Run::startAudit(std::uint32_t count, AuditTerms terms) {
    const auto cellAt = [this](std::uint32_t index) -> const Cell& {
        return m_options.audit == Audit::Only ? m_content.cells[index] : m_ledger->at(CellId{index});
    };
    m_reader = std::make_unique<CellReader>(*m_client, m_options.deadline);
    connect(m_reader.get(), &CellReader::finished, this, &Run::auditEnded, Qt::QueuedConnection);
    m_reader->read(count, cellAt,
                   [this, cellAt, terms](std::uint32_t index, const std::optional<std::string>& content) {
                       const bool missing = content && content->empty();
                       const auto number = missing   ? std::optional<std::int64_t>(0)
                                           : content ? contentNumber(*content)
                                                     : std::nullopt;
                       load::audit(cellAt(index), number, terms, m_result);
                   });
}

void Run::auditEnded() {
    if (m_options.audit == Audit::Only) {
        m_report.audit(m_result, m_content.acknowledged, 0);
    } else {
        m_report.audit(m_result, m_ledger->totals().acknowledged, m_ledger->totals().settled);
    }
    const bool well = m_result.passed() && m_measurements.staleReads == 0;
    end(well ? ExitCode::Well : ExitCode::AuditFailed);
}

void Run::end(ExitCode code) {
    Q_EMIT finished(static_cast<int>(code));
}

void Run::fail(ExitCode code, const std::string& why) {
    m_second.stop();
    std::fprintf(stderr, "orrery-load: %s\n", why.c_str());
    QMetaObject::invokeMethod(this, [this, code] { end(code); }, Qt::QueuedConnection);
}

}  // namespace orrery::load
