// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sending of commands and reading of their answers.
#include "console/source/command_session.h"

namespace orrery::console {
namespace {

QString textIn(const resp::Value& error) { return QString::fromStdString(error.text); }

/// What stands behind the first word.
QString behindFirstWord(const QString& text) {
    const qsizetype space = text.indexOf(QLatin1Char(' '));
    return space < 0 ? text : text.mid(space + 1);
}

void append(std::vector<std::string>& command, std::initializer_list<std::string> words) {
    command.insert(command.end(), words);
}

}  // namespace

namespace {

std::vector<std::string> wordsOf(const model::Action& action) {
    const std::string partition =
        action.partition ? std::to_string(action.partition->value) : "ALL";
    switch (action.kind) {
    case model::ActionKind::AddUnit: {
        std::vector<std::string> command = {"UNIT", "ADD"};
        if (!action.host.empty()) {
            append(command, {"HOST", action.host});
        }
        return command;
    }
    case model::ActionKind::DrainUnit: return {"UNIT", "DRAIN", action.unit};
    case model::ActionKind::KillUnit: return {"UNIT", "KILL", action.unit};
    case model::ActionKind::RestartUnit: return {"UNIT", "RESTART", action.unit};
    case model::ActionKind::FailoverPartition: {
        std::vector<std::string> command = {"PARTITION", "FAILOVER", partition};
        if (!action.target.empty()) {
            append(command, {"TO", action.target});
        }
        return command;
    }
    case model::ActionKind::MovePartition:
        return {"PARTITION", "MOVE", partition, "TO", action.target};
    case model::ActionKind::RestorePartition: return {"PARTITION", "RESTORE", partition};
    case model::ActionKind::PausePump: return {"PUMP", "PAUSE", action.unit};
    case model::ActionKind::ResumePump: return {"PUMP", "RESUME", action.unit};
    case model::ActionKind::StopOperation: return {"GRID", "STOP", std::to_string(action.operation.value_or(0))};
    case model::ActionKind::BalanceGrid: return {"GRID", "BALANCE"};
    }
    return {};
}

}  // namespace

std::vector<std::string> commandOf(const model::Action& action) {
    std::vector<std::string> command = wordsOf(action);
    if (action.atMost) {
        append(command, {"AT", "MOST", std::to_string(*action.atMost)});
    }
    return command;
}

std::vector<std::string> planCommand(const model::Action& action) {
    std::vector<std::string> command = commandOf(action);
    command.insert(command.begin(), "PLAN");
    return command;
}

std::vector<std::string> actCommand(const model::Plan& plan, const QString& by,
                                    const QString& reason) {
    std::vector<std::string> command = commandOf(plan.action);
    append(command, {"BY", by.toStdString()});
    if (!reason.isEmpty()) {
        append(command, {"REASON", reason.toStdString()});
    }
    append(command, {"IF-EPOCH", std::to_string(plan.epoch.value)});
    if (!plan.digest.empty()) {   // Grids of older versions give none, and do not know the word.
        append(command, {"PLAN", plan.digest});
    }
    return command;
}

std::vector<std::string> historyCommand(std::uint64_t from) {
    return {"GRID", "AUDIT", "FROM", std::to_string(from), "COUNT", std::to_string(HistoryAnswer::page)};
}

PlanAnswer planAnswerFrom(const resp::Value& reply) {
    if (reply.isError()) {
        const bool refused = reply.text.starts_with("REFUSED");
        return {PlanOutcome::Refused, std::nullopt,
                refused ? behindFirstWord(textIn(reply)) : textIn(reply)};
    }
    auto plan = model::decodePlan(reply);
    if (!plan) {
        return {PlanOutcome::Unavailable, std::nullopt,
                QString::fromStdString(plan.error().detail)};
    }
    return {PlanOutcome::Planned, plan.take(), QString()};
}

ActionAnswer actionAnswerFrom(const resp::Value& reply) {
    ActionAnswer answer;
    if (reply.isError()) {
        answer.why = textIn(reply);
        if (reply.text.starts_with("STALEPLAN")) {
            answer.outcome = ActionOutcome::StalePlan;
        } else if (reply.text.starts_with("UNKNOWN")) {
            answer.outcome = ActionOutcome::Unknown;
        } else {
            answer.outcome = ActionOutcome::Refused;
        }
        const bool ours =
            reply.text.starts_with("REFUSED") || answer.outcome != ActionOutcome::Refused;
        answer.why = ours ? behindFirstWord(answer.why) : answer.why;
        return answer;
    }
    const resp::Value* epoch = reply.find("epoch");
    if (!epoch || epoch->kind != resp::Kind::Integer || epoch->integer < 0) {
        answer.why = QObject::tr("The grid answered, but not with an epoch.");
        return answer;
    }
    answer.outcome = ActionOutcome::Done;
    answer.epoch = Epoch{static_cast<std::uint64_t>(epoch->integer)};
    if (const resp::Value* unit = reply.find("unit"); unit && unit->isText()) {
        answer.unit = unit->text;
    }
    return answer;
}

HistoryAnswer historyAnswerFrom(const resp::Value& reply) {
    if (reply.isError()) {
        return {HistoryOutcome::Refused, {}, textIn(reply)};
    }
    if (reply.kind != resp::Kind::Array) {
        return {HistoryOutcome::Unavailable, {}, QObject::tr("The grid answered, but not with a list.")};
    }
    HistoryAnswer answer{HistoryOutcome::Answered, {}, {}};
    for (const resp::Value& item : reply.items) {
        Result<model::GridEvent> event = model::decodeGridEvent(item);
        if (!event) {
            return {HistoryOutcome::Unavailable, {}, QString::fromStdString(event.error().detail)};
        }
        answer.events.push_back(event.take());
    }
    return answer;
}

CommandSession::CommandSession(const LiveOptions& options, QObject* parent)
    : QObject(parent), m_options(options), m_link(this), m_deadline(this) {
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &CommandSession::onTimeout);
    connect(&m_link, &RespLink::opened, this, &CommandSession::onOpened);
    connect(&m_link, &RespLink::closed, this, &CommandSession::onClosed);
    connect(&m_link, &RespLink::replied, this, &CommandSession::onReplied);
}

void CommandSession::requestPlan(RequestNumber number, const model::Action& action,
                                 const SeedList& seeds) {
    enqueue({number, Sort::Plan, planCommand(action), seeds});
}

void CommandSession::carryOut(RequestNumber number, std::vector<std::string> command,
                              const SeedList& seeds) {
    enqueue({number, Sort::Act, std::move(command), seeds});
}

void CommandSession::requestHistory(RequestNumber number, std::uint64_t from, const SeedList& seeds) {
    enqueue({number, Sort::History, historyCommand(from), seeds});
}

void CommandSession::enqueue(Request request) {
    if (m_waiting.size() >= mostWaiting) {
        tell(request, ActionOutcome::NotSent, tr("Too many requests are waiting."));
        return;
    }
    m_waiting.push_back(std::move(request));
    begin();
}

void CommandSession::begin() {
    if (m_busy || m_waiting.empty()) {
        return;
    }
    m_busy = true;
    m_sent = false;
    m_lastProblem = tr("No agent is known.");
    m_waiting.front().seeds.startRound();
    m_deadline.start(static_cast<int>(m_options.answerTimeout.millis()));
    if (m_link.isOpen() && m_greeted) {
        sendNow();
    } else {
        tryNext();
    }
}

void CommandSession::tryNext() {
    m_greeted = false;
    if (const auto endpoint = m_waiting.front().seeds.next()) {
        m_link.open(*endpoint, m_options.connectTimeout);
    } else {
        giveUp(m_lastProblem);
    }
}

void CommandSession::onOpened() {
    std::vector<std::string> hello = {"HELLO", "3"};
    if (!m_options.password.isEmpty()) {
        append(hello, {"AUTH", "default", m_options.password.toStdString()});
    }
    m_link.send(hello);
}

void CommandSession::sendNow() {
    m_sent = true;
    m_link.send(m_waiting.front().command);
}

void CommandSession::onReplied(const resp::Value& value) {
    if (value.kind == resp::Kind::Push || !m_busy) {
        return;
    }
    if (const auto redirect = value.isError() ? redirectIn(value.text) : std::nullopt) {
        m_sent = false;
        m_lastProblem = textIn(value);
        m_waiting.front().seeds.follow(*redirect);
        m_link.drop();
        tryNext();
    } else if (m_sent) {
        answer(value);
    } else if (value.isError()) {
        m_lastProblem = tr("%1: %2").arg(textOf(m_link.endpoint()), textIn(value));
        m_link.drop();
        tryNext();
    } else {
        m_greeted = true;
        sendNow();
    }
}

void CommandSession::onClosed(const QString& why) {
    m_greeted = false;
    if (!m_busy) {
        return;
    }
    m_lastProblem = tr("%1: %2").arg(textOf(m_link.endpoint()), why);
    if (m_sent) {
        giveUp(m_lastProblem);
    } else {
        tryNext();
    }
}

void CommandSession::onTimeout() {
    m_link.drop();
    giveUp(tr("no answer within %1 s")
               .arg(static_cast<double>(m_options.answerTimeout.millis()) / 1000.0));
}

void CommandSession::answer(const resp::Value& reply) {
    const Request& request = m_waiting.front();
    const RequestNumber number = request.number;
    if (request.sort == Sort::Plan) {
        const PlanAnswer result = planAnswerFrom(reply);
        finish();
        Q_EMIT planAnswered(number, result);
    } else if (request.sort == Sort::History) {
        const HistoryAnswer result = historyAnswerFrom(reply);
        finish();
        Q_EMIT historyAnswered(number, result);
    } else {
        const ActionAnswer result = actionAnswerFrom(reply);
        finish();
        Q_EMIT actionAnswered(number, result);
    }
    begin();
}

void CommandSession::giveUp(const QString& why) {
    const Request request = m_waiting.front();
    const bool sent = m_sent;
    m_link.drop();
    finish();
    tell(request, sent ? ActionOutcome::Unknown : ActionOutcome::NotSent, why);
    begin();
}

/// Of a question that got no reply; `outcome` is for actions.
void CommandSession::tell(const Request& request, ActionOutcome outcome, const QString& why) {
    if (request.sort == Sort::Plan) {
        Q_EMIT planAnswered(request.number, {PlanOutcome::Unavailable, std::nullopt, why});
    } else if (request.sort == Sort::History) {
        Q_EMIT historyAnswered(request.number, {HistoryOutcome::Unavailable, {}, why});
    } else {
        Q_EMIT actionAnswered(request.number, {outcome, {}, {}, why});
    }
}

void CommandSession::finish() {
    m_deadline.stop();
    m_waiting.pop_front();
    m_busy = false;
    m_sent = false;
}

void CommandSession::stop() {
    while (!m_waiting.empty()) {
        m_busy = true;
        giveUp(tr("The console let go of the grid."));
    }
}

}  // namespace orrery::console
