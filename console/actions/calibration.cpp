// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One JSON document; written beside and renamed over, so that a crash leaves the old one whole.
#include "console/actions/calibration.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace orrery::console {
namespace {

constexpr int fileVersion = 1;

QString tr(const char* text) { return QCoreApplication::translate("orrery::console::Calibration", text); }

/// The value at `share` of the way through `sorted`, which must not be empty.
double quantile(const std::vector<double>& sorted, double share) {
    const double place = share * static_cast<double>(sorted.size() - 1);
    return sorted[static_cast<std::size_t>(std::lround(place))];
}

}  // namespace

QString Calibration::keepIn(const QString& path) {
    m_path = path;
    m_samples.clear();
    QFile file(path);
    if (!file.exists()) {
        return {};
    }
    if (file.open(QIODevice::ReadOnly) && read(file.readAll())) {
        return {};
    }
    file.close();
    m_samples.clear();
    const QString aside = path + QStringLiteral(".damaged");
    QFile::remove(aside);
    if (!QFile::rename(path, aside)) {
        m_path.clear();
        return tr("The record of forecasts %1 cannot be read or set aside; new ones are not kept.").arg(path);
    }
    return tr("The record of forecasts could not be read. It was set aside as %1; a new one begins.").arg(aside);
}

bool Calibration::read(const QByteArray& bytes) {
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    const QJsonObject whole = document.object();
    if (whole.value(QStringLiteral("version")).toInt() != fileVersion ||
        !whole.value(QStringLiteral("samples")).isArray()) {
        return false;
    }
    for (const QJsonValue& value : whole.value(QStringLiteral("samples")).toArray()) {
        const QJsonObject one = value.toObject();
        CalibrationSample sample;
        sample.at.millis = static_cast<std::int64_t>(one.value(QStringLiteral("at")).toDouble());
        sample.action = one.value(QStringLiteral("action")).toString();
        sample.forecast.micros = static_cast<std::int64_t>(one.value(QStringLiteral("forecast")).toDouble());
        sample.measured.micros = static_cast<std::int64_t>(one.value(QStringLiteral("measured")).toDouble());
        if (sample.forecast.micros <= 0 || sample.measured.micros < 0 || m_samples.size() >= longest) {
            return false;
        }
        m_samples.push_back(sample);
    }
    return true;
}

QByteArray Calibration::written() const {
    QJsonArray samples;
    for (const CalibrationSample& sample : m_samples) {
        samples.append(QJsonObject{{QStringLiteral("at"), static_cast<double>(sample.at.millis)},
                                   {QStringLiteral("action"), sample.action},
                                   {QStringLiteral("forecast"), static_cast<double>(sample.forecast.micros)},
                                   {QStringLiteral("measured"), static_cast<double>(sample.measured.micros)}});
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("version"), fileVersion}, {QStringLiteral("samples"), samples}})
        .toJson();
}

QString Calibration::add(const CalibrationSample& sample) {
    if (sample.forecast.micros <= 0 || sample.measured.micros < 0) {
        return {};
    }
    m_samples.push_back(sample);
    if (m_samples.size() > longest) {
        m_samples.erase(m_samples.begin());
    }
    if (m_path.isEmpty()) {
        return {};
    }
    QSaveFile file(m_path);
    const QByteArray bytes = written();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush() || !file.commit()) {
        return tr("The record of forecasts cannot be written: %1").arg(file.errorString());
    }
    return {};
}

std::optional<CalibrationSummary> Calibration::summary() const {
    if (m_samples.empty()) {
        return std::nullopt;
    }
    const std::size_t count = std::min(recent, m_samples.size());
    std::vector<double> ratios;
    for (std::size_t i = m_samples.size() - count; i < m_samples.size(); ++i) {
        ratios.push_back(m_samples[i].ratio());
    }
    std::sort(ratios.begin(), ratios.end());
    return CalibrationSummary{count, quantile(ratios, 0.5), quantile(ratios, 0.1), quantile(ratios, 0.9)};
}

}  // namespace orrery::console
