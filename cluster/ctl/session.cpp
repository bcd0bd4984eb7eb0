// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/ctl/session.h"

#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "cluster/ctl/json_text.h"
#include "cluster/ctl/plan_view.h"
#include "cluster/runtime/client/client_clock.h"
#include "shared/model/codec.h"

namespace orrery::ctl {
namespace {

constexpr int safeQuestionMillis = 100;

void print(const std::string& text) {
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
}

void complain(const std::string& text) {
    std::fprintf(stderr, "orreryctl: %s\n", text.c_str());
}

client::ControllerClientOptions clientOptions(const Options& options) {
    client::ControllerClientOptions result;
    result.seeds = options.seeds;
    result.password = options.password;
    result.deadline = options.timeout;
    return result;
}

Result<Snapshot> decodeSnapshot(const resp::Value& reply) {
    Snapshot snapshot;
    const resp::Value* state = reply.find("state");
    const resp::Value* telemetry = reply.find("telemetry");
    if (state == nullptr || telemetry == nullptr) {
        return Error{ErrorCode::Malformed, "the answer to GRID SNAPSHOT has another form"};
    }
    auto decodedState = model::decodeGridState(*state);
    if (!decodedState) {
        return decodedState.error();
    }
    snapshot.state = decodedState.take();
    for (const resp::Value& item : telemetry->items) {
        auto unit = model::decodeUnitTelemetry(item);
        if (!unit) {
            return unit.error();
        }
        snapshot.telemetry.push_back(unit.take());
    }
    return snapshot;
}

std::vector<std::string> reasonsOf(const resp::Value& reply) {
    const resp::Value* safe = reply.find("safe");
    const resp::Value* reasons = reply.find("reasons");
    std::vector<std::string> texts;
    if (reasons != nullptr) {
        for (const resp::Value& reason : reasons->items) {
            texts.push_back(reason.text);
        }
    }
    if ((safe == nullptr || safe->integer == 0) && texts.empty()) {
        texts.emplace_back("the controller gives no reason");
    }
    return safe != nullptr && safe->integer != 0 ? std::vector<std::string>{} : texts;
}

}  // namespace

Session::Session(Options options, QObject* parent)
    : QObject(parent), m_options(std::move(options)), m_client(clientOptions(m_options)) {
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &Session::askSafe);
}

void Session::start() {
    switch (m_options.command) {
    case CommandKind::Status:
    case CommandKind::Units:
    case CommandKind::Partitions:
    case CommandKind::Snapshot:
        look({"GRID", "SNAPSHOT"}, &Session::gotSnapshot);
        return;
    case CommandKind::Events: {
        std::vector<std::string> request{"GRID", m_options.follow ? "SUBSCRIBE" : "EVENTS"};
        if (m_options.from) {
            request.insert(request.end(), {"FROM", std::to_string(*m_options.from)});
        }
        if (!m_options.follow) {
            request.insert(request.end(), {"COUNT", std::to_string(m_options.count)});
        }
        m_client.setPushHandler([this](const resp::Value& push) { gotPush(push); });
        look(std::move(request), m_options.follow ? &Session::gotSubscription : &Session::gotEvents);
        return;
    }
    case CommandKind::Operations:
        look({"GRID", "OPERATIONS"}, &Session::gotOperations);
        return;
    case CommandKind::Settings:
        look({"GRID", "SETTINGS", m_options.unit}, &Session::gotSettings);
        return;
    case CommandKind::Log:
        look({"GRID", "LOG", m_options.unit, "COUNT", std::to_string(m_options.count)}, &Session::gotLog);
        return;
    case CommandKind::WaitSafe:
        m_askedAt = client::clientNow();
        m_deadline = m_askedAt + m_options.timeout;
        askSafe();
        return;
    case CommandKind::Plan:
        look(planRequest(), &Session::gotPlanToShow);
        return;
    case CommandKind::Act:
        if (m_options.output == Output::Json) {
            act();
        } else {
            look(planRequest(), &Session::gotPlanToAct);
        }
        return;
    }
}

void Session::look(std::vector<std::string> request, Next next) {
    m_client.call(std::move(request), client::ControlAccess::Looking,
                  [this, next](const client::ControlAnswer& answer) {
                      if (answer.result == client::ControlResult::Answered) {
                          (this->*next)(answer.reply);
                      } else {
                          failed(answer);
                      }
                  });
}

void Session::gotSnapshot(const resp::Value& reply) {
    auto snapshot = decodeSnapshot(reply);
    if (!snapshot) {
        unreadable(snapshot.error());
        return;
    }
    m_snapshot = snapshot.take();
    const bool json = m_options.output == Output::Json;
    if (m_options.command == CommandKind::Snapshot) {
        printJson(reply);
    } else if (json) {
        const resp::Value* state = reply.find("state");
        const resp::Value* part = m_options.command == CommandKind::Status ? state
                                  : m_options.command == CommandKind::Units ? state->find("units")
                                                                            : state->find("partitions");
        printJson(part != nullptr ? *part : resp::Value::null());
    } else if (m_options.command == CommandKind::Status) {
        look({"GRID", "SAFE"}, &Session::gotSafety);
        return;
    } else {
        print(m_options.command == CommandKind::Units ? unitsText(m_snapshot) : partitionsText(m_snapshot));
    }
    end(ExitCode::Done);
}

void Session::gotSafety(const resp::Value& reply) {
    print(statusText(m_snapshot, reasonsOf(reply)));
    end(ExitCode::Done);
}

void Session::gotEvents(const resp::Value& reply) {
    if (m_options.output == Output::Json) {
        printJson(reply);
        end(ExitCode::Done);
        return;
    }
    for (const resp::Value& item : reply.items) {
        const auto event = model::decodeGridEvent(item);
        if (!event) {
            unreadable(event.error());
            return;
        }
        print(eventText(event.value()) + "\n");
    }
    end(ExitCode::Done);
}

void Session::gotOperations(const resp::Value& reply) {
    if (m_options.output == Output::Json) {
        printJson(reply);
    } else {
        print(operationsText(reply));
    }
    end(ExitCode::Done);
}

void Session::gotSettings(const resp::Value& reply) {
    const auto settings = model::decodeUnitSettings(reply);
    if (!settings) {
        unreadable(settings.error());
    } else if (m_options.output == Output::Json) {
        printJson(reply);
        end(ExitCode::Done);
    } else {
        print(settingsText(settings.value()));
        end(ExitCode::Done);
    }
}

void Session::gotLog(const resp::Value& reply) {
    const auto log = model::decodeUnitLog(reply);
    if (!log) {
        unreadable(log.error());
    } else if (m_options.output == Output::Json) {
        printJson(reply);
        end(ExitCode::Done);
    } else {
        if (!log.value().note.empty()) {
            complain(log.value().note);   // So that only lines of the log go to a pipe.
        }
        print(logText(log.value()));
        end(ExitCode::Done);
    }
}

void Session::gotSubscription(const resp::Value&) {
    connect(&m_client, &client::ControllerClient::connectionLost, this, [this] {
        complain("the connection to the controller ended");
        end(ExitCode::NoContact);
    });
}

void Session::gotPush(const resp::Value& push) {
    const auto message = model::decodePush(push);
    if (!message) {
        return;   // Of a newer grid, or of another subscription.
    }
    if (const auto* event = std::get_if<model::GridEvent>(&message.value())) {
        if (m_options.output == Output::Json) {
            printJson(model::encode(*event));
        } else {
            print(eventText(*event) + "\n");
        }
    }
}

void Session::gotPlanToShow(const resp::Value& reply) {
    const auto plan = model::decodePlan(reply);
    if (!plan) {
        unreadable(plan.error());
        return;
    }
    if (m_options.output == Output::Json) {
        printJson(reply);
    } else {
        print(planText(plan.value()));
    }
    end(plan.value().blockers.empty() ? ExitCode::Done : ExitCode::Refused);
}

void Session::gotPlanToAct(const resp::Value& reply) {
    const auto plan = model::decodePlan(reply);
    if (!plan) {
        unreadable(plan.error());
        return;
    }
    print(planText(plan.value()));
    if (!plan.value().blockers.empty()) {
        end(ExitCode::Refused);
        return;
    }
    if (m_options.consent == Consent::Ask) {
        if (!confirmed(plan.value())) {
            return;
        }
        if (!m_options.ifEpoch) {
            m_options.ifEpoch = plan.value().epoch;   // What was agreed to is what was shown.
        }
    }
    if (m_options.ifEpoch == plan.value().epoch) {
        m_planDigest = plan.value().digest;
    }
    act();
}

bool Session::confirmed(const model::Plan& plan) {
    if (isatty(STDIN_FILENO) != 1) {
        complain("not at a terminal: add --yes to act");
        end(ExitCode::Usage);
        return false;
    }
    print(plan.button + "? [y/N] ");
    std::string answer;
    std::getline(std::cin, answer);
    if (answer != "y" && answer != "Y" && answer != "yes") {
        print("nothing done\n");
        end(ExitCode::Refused);
        return false;
    }
    return true;
}

void Session::act() {
    std::vector<std::string> request = m_options.request;
    request.insert(request.end(), {"BY", m_options.by});
    if (!m_options.reason.empty()) {
        request.insert(request.end(), {"REASON", m_options.reason});
    }
    if (m_options.ifEpoch) {
        request.insert(request.end(), {"IF-EPOCH", std::to_string(m_options.ifEpoch->value)});
    }
    if (!m_planDigest.empty()) {
        request.insert(request.end(), {"PLAN", m_planDigest});
    }
    m_client.call(std::move(request), client::ControlAccess::Acting,
                  [this](const client::ControlAnswer& answer) { acted(answer); });
}

void Session::acted(const client::ControlAnswer& answer) {
    if (answer.result != client::ControlResult::Answered) {
        failed(answer);
        return;
    }
    if (m_options.output == Output::Json) {
        printJson(answer.reply);
        end(ExitCode::Done);
        return;
    }
    const resp::Value* epoch = answer.reply.find("epoch");
    const resp::Value* unit = answer.reply.find("unit");
    std::string text = "accepted";
    text += epoch != nullptr ? " at epoch " + std::to_string(epoch->integer) : "";
    const resp::Value* operation = answer.reply.find("operation");
    text += operation != nullptr ? " as operation " + std::to_string(operation->integer) : "";
    text += unit != nullptr && unit->isText() ? ": unit " + unit->text : "";
    print(text + "\n");
    end(ExitCode::Done);
}

void Session::askSafe() {
    // Safe is what was acknowledged until we began to ask; a grid under load is never without a write that waits.
    const Duration since = client::clientNow() - m_askedAt;
    m_client.call({"GRID", "SAFE", "WITHIN", std::to_string(since.micros)}, client::ControlAccess::Looking,
                  [this](const client::ControlAnswer& answer) {
                      if (answer.result == client::ControlResult::Answered) {
                          gotSafeToWait(answer.reply);
                      } else if (answer.result == client::ControlResult::NoContact) {
                          waitMore(answer.detail);
                      } else {
                          failed(answer);
                      }
                  });
}

void Session::gotSafeToWait(const resp::Value& reply) {
    const std::vector<std::string> reasons = reasonsOf(reply);
    if (reasons.empty()) {
        print(m_options.output == Output::Json ? "{\"safe\":true}\n" : "safe\n");
        end(ExitCode::Done);
        return;
    }
    std::string text = reasons.front();
    text += reasons.size() > 1 ? ", and " + std::to_string(reasons.size() - 1) + " more" : "";
    waitMore(text);
}

void Session::waitMore(const std::string& reasons) {
    if (client::clientNow() >= m_deadline) {
        complain("not safe within the time limit: " + reasons);
        end(ExitCode::Timeout);
        return;
    }
    if (reasons != m_lastReasons && m_options.output == Output::Table) {
        print("waiting: " + reasons + "\n");
    }
    m_lastReasons = reasons;
    m_again.start(safeQuestionMillis);
}

std::vector<std::string> Session::planRequest() const {
    std::vector<std::string> request{"PLAN"};
    request.insert(request.end(), m_options.request.begin(), m_options.request.end());
    return request;
}

void Session::unreadable(const Error& error) {
    complain("the controller's answer cannot be read: " + error.detail);
    end(ExitCode::Refused);
}

void Session::failed(const client::ControlAnswer& answer) {
    complain(answer.detail);
    switch (answer.result) {
    case client::ControlResult::NoContact:
        end(ExitCode::NoContact);
        return;
    case client::ControlResult::Unknown:
        end(ExitCode::Unknown);
        return;
    case client::ControlResult::Answered:
    case client::ControlResult::Refused:
        end(ExitCode::Refused);
        return;
    }
}

void Session::end(ExitCode code) {
    Q_EMIT finished(static_cast<int>(code));
}

}  // namespace orrery::ctl
