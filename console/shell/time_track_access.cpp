// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/time_track_access.h"

#include <QAccessible>
#include <QAccessibleWidget>

#include "console/shell/time_track.h"
#include "console/state/formatting.h"

namespace orrery::console {
namespace {

class TrackAccess : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    explicit TrackAccess(TimeTrack* track) : QAccessibleWidget(track, QAccessible::Slider), m_track(track) {}

    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::ValueInterface ? static_cast<QAccessibleValueInterface*>(this)
                                                   : QAccessibleWidget::interface_cast(type);
    }
    QString text(QAccessible::Text kind) const override {
        switch (kind) {
            case QAccessible::Value: return formatDateTime(m_track->momentOf(m_track->head()).wall);
            case QAccessible::Description: return m_track->sightsAsText().join(QStringLiteral("; "));
            default: return QAccessibleWidget::text(kind);
        }
    }
    QVariant currentValue() const override { return secondsTo(m_track->head()); }
    void setCurrentValue(const QVariant& value) override {
        Q_EMIT m_track->moved(m_track->from() + microseconds(static_cast<std::int64_t>(value.toDouble() * 1e6)));
    }
    QVariant maximumValue() const override { return secondsTo(m_track->to()); }
    QVariant minimumValue() const override { return 0.0; }
    QVariant minimumStepSize() const override { return 1.0; }

private:
    double secondsTo(Instant at) const { return static_cast<double>((at - m_track->from()).micros) / 1e6; }

    TimeTrack* m_track;
};

QAccessibleInterface* make(const QString&, QObject* object) {
    auto* track = qobject_cast<TimeTrack*>(object);
    return track != nullptr ? new TrackAccess(track) : nullptr;
}

}  // namespace

void installTimeTrackAccess() { QAccessible::installFactory(make); }

void announceTimeTrack(TimeTrack& track) {
    if (track.hasFocus() && QAccessible::isActive()) {
        QAccessibleValueChangeEvent event(&track, static_cast<double>((track.head() - track.from()).micros) / 1e6);
        QAccessible::updateAccessibility(&event);
    }
}

}  // namespace orrery::console
