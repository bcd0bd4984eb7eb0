// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/settings.h"

#include <toml++/toml.h>
#include <QCommandLineParser>
#include <QFile>
#include <algorithm>
#include <charconv>

#include "cluster/runtime/exit_codes.h"
#include "cluster/runtime/sockets.h"

namespace orrery::runtime {

namespace {

const Option* findOption(const Program& program, std::string_view name) {
    const auto found = std::find_if(program.options.begin(), program.options.end(),
                                    [name](const Option& option) { return name == option.name; });
    return found == program.options.end() ? nullptr : &*found;
}

/// A scalar as a flag would spell it; empty for what has no such spelling.
std::string scalarText(const toml::node& node) {
    if (const auto* text = node.as_string()) {
        return text->get();
    }
    if (const auto* number = node.as_integer()) {
        return std::to_string(number->get());
    }
    if (const auto* truth = node.as_boolean()) {
        return truth->get() ? "true" : "false";
    }
    return {};
}

std::string joined(const toml::node& node) {
    std::string text;
    if (const auto* list = node.as_array()) {
        for (const toml::node& item : *list) {
            text += (text.empty() ? "" : ",") + scalarText(item);
        }
    } else if (const auto* table = node.as_table()) {
        for (const auto& [key, item] : *table) {
            text += (text.empty() ? "" : ",") + std::string(key.str()) + "=" + scalarText(item);
        }
    } else {
        text = scalarText(node);
    }
    return text;
}

void describe(QCommandLineParser& parser, const Program& program) {
    parser.setApplicationDescription(QString("%1\n%2").arg(program.purpose, exitCodesHelp));
    parser.addOption({"config", "Read settings from this TOML file; flags win over it.", "file"});
    for (const Option& option : program.options) {
        QCommandLineOption flag(option.name, option.help);
        if (option.valueName != nullptr) {
            flag.setValueName(option.valueName);
        }
        parser.addOption(flag);
    }
}

}  // namespace

Result<Settings> Settings::read(const Program& program, const QStringList& arguments) {
    QCommandLineParser parser;
    describe(parser, program);
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    if (!parser.parse(arguments)) {
        return Error{ErrorCode::Malformed, parser.errorText().toStdString() + " See --help."};
    }
    Settings settings;
    if (parser.isSet(help)) {
        settings.m_notice = parser.helpText().toStdString();
    } else if (parser.isSet(version)) {
        settings.m_notice = std::string(program.name) + " " + ORRERY_VERSION + "\n";
    }
    if (!parser.positionalArguments().isEmpty()) {
        return Error{ErrorCode::Malformed,
                     "unexpected argument \"" +
                         parser.positionalArguments().constFirst().toStdString() +
                         "\". See --help."};
    }
    if (parser.isSet("config")) {
        const Status status = settings.readFile(program, parser.value("config").toStdString());
        if (!status) {
            return status.error();
        }
    }
    for (const Option& option : program.options) {
        settings.m_fallbacks[option.name] = option.fallback;
        if (parser.isSet(option.name)) {
            const std::string value =
                option.valueName == nullptr ? "true" : parser.value(option.name).toStdString();
            settings.m_values[option.name] = Entry{value, std::string("--") + option.name, model::SettingOrigin::CommandLine};
        }
    }
    return settings;
}

Status Settings::readFile(const Program& program, const std::string& path) {
    toml::table table;
    try {
        table = toml::parse_file(path);
    } catch (const toml::parse_error& problem) {
        return Error{ErrorCode::Malformed, path + ":" +
                                               std::to_string(problem.source().begin.line) + ": " +
                                               std::string(problem.description())};
    }
    for (const auto& [key, node] : table) {
        const std::string name(key.str());
        const std::string place =
            path + ":" + std::to_string(key.source().begin.line) + ": " + name;
        if (findOption(program, name) == nullptr) {
            return Error{ErrorCode::Malformed, place + ": unknown key"};
        }
        m_values[name] = Entry{joined(node), place, model::SettingOrigin::File};
    }
    return Done{};
}

std::string Settings::placeOf(const char* name) const {
    const auto found = m_values.find(name);
    return found == m_values.end() ? std::string("--") + name : found->second.place;
}

model::SettingOrigin Settings::originOf(const char* name) const {
    const auto found = m_values.find(name);
    return found == m_values.end() ? model::SettingOrigin::Default : found->second.origin;
}

void Settings::refuse(const char* name, const std::string& why) {
    if (m_error.empty()) {
        m_error = placeOf(name) + ": " + why;
    }
}

Status Settings::status() const {
    if (!m_error.empty()) {
        return Error{ErrorCode::Malformed, m_error};
    }
    return Done{};
}

std::string Settings::text(const char* name) const {
    if (const auto found = m_values.find(name); found != m_values.end()) {
        return found->second.value;
    }
    const auto fallback = m_fallbacks.find(name);
    return fallback == m_fallbacks.end() ? std::string() : fallback->second;
}

std::string Settings::required(const char* name) {
    const std::string value = text(name);
    if (value.empty()) {
        refuse(name, "is needed. See --help.");
    }
    return value;
}

bool Settings::isOn(const char* name) {
    const std::string value = text(name);
    if (!value.empty() && value != "true" && value != "false") {
        refuse(name, "\"" + value + "\" is neither true nor false");
    }
    return value == "true";
}

std::int64_t Settings::number(const char* name, std::int64_t least, std::int64_t most) {
    const std::string value = required(name);
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (problem != std::errc() || end != value.data() + value.size() || number < least ||
        number > most) {
        refuse(name, "\"" + value + "\" is not a number from " + std::to_string(least) + " to " +
                         std::to_string(most));
        return least;
    }
    return number;
}

model::Endpoint Settings::endpoint(const char* name) {
    const Result<model::Endpoint> endpoint = endpointFrom(required(name));
    if (!endpoint) {
        refuse(name, endpoint.error().detail);
        return {};
    }
    return endpoint.value();
}

std::vector<std::pair<std::string, std::string>> Settings::pairs(const char* name) {
    std::vector<std::pair<std::string, std::string>> pairs;
    const QString all = QString::fromStdString(text(name));
    for (const QString& item : all.split(',', Qt::SkipEmptyParts)) {
        const qsizetype middle = item.indexOf('=');
        if (middle <= 0 || middle + 1 == item.size()) {
            refuse(name, "\"" + item.toStdString() + "\" is not NAME=VALUE");
            continue;
        }
        pairs.emplace_back(item.left(middle).trimmed().toStdString(),
                           item.mid(middle + 1).trimmed().toStdString());
    }
    return pairs;
}

Result<std::string> readPassword(const std::string& path) {
    constexpr qint64 longest = 512;
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{ErrorCode::Malformed, "cannot read the password file " + path + ": " +
                                               file.errorString().toStdString()};
    }
    const std::string password = file.readLine(longest + 2).trimmed().toStdString();
    if (password.empty() || password.size() > longest) {
        return Error{ErrorCode::Malformed, "the first line of the password file " + path +
                                               " must hold 1 to 512 characters"};
    }
    return password;
}

Status checkListener(std::string_view address, std::string_view password) {
    if (password.empty() && !isLoopback(address)) {
        return Error{ErrorCode::Malformed,
                     "will not listen on " + std::string(address) +
                         " without a password: give --password-file or bind to 127.0.0.1"};
    }
    return Done{};
}

}  // namespace orrery::runtime
