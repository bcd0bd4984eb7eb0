// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Renders an SVG with "currentColor" replaced by the wanted colour. Pictures are kept by name,
// colour and size in device pixels; there are few of each, so the keeping place needs no limit but
// Qt's own.
#include "console/widgets/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <cmath>

#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

QByteArray sourceOf(const QString& name) {
    QFile file(QStringLiteral(":/orrery/icons/%1.svg").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A square picture of `side` device pixels.
QPixmap render(const QString& name, const QColor& color, int side) {
    const QString key =
        QStringLiteral("orrery/%1/%2/%3").arg(name, color.name(QColor::HexArgb)).arg(side);
    QPixmap pixmap;
    if (side <= 0 || QPixmapCache::find(key, &pixmap)) {
        return pixmap;
    }
    pixmap = QPixmap(side, side);
    pixmap.fill(Qt::transparent);
    const QByteArray source = sourceOf(name).replace("currentColor", color.name().toLatin1());
    if (!source.isEmpty()) {
        QSvgRenderer renderer(source);
        QPainter painter(&pixmap);
        renderer.render(&painter);
    }
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class TintedIconEngine : public QIconEngine {
public:
    explicit TintedIconEngine(QString name) : m_name(std::move(name)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        paintIcon(*painter, m_name, rect, colorFor(mode));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        const int side = std::min(size.width(), size.height());
        const QPixmap square = render(m_name, colorFor(mode), side);
        if (size.width() <= side) {
            return square;
        }
        QPixmap spaced(size);   // Room to the right, before a button's text.
        spaced.fill(Qt::transparent);
        QPainter(&spaced).drawPixmap(0, (size.height() - side) / 2, square);
        return spaced;
    }

    QIconEngine* clone() const override { return new TintedIconEngine(m_name); }

private:
    static QColor colorFor(QIcon::Mode mode) {
        return mode == QIcon::Disabled ? theme::colors().faint : theme::colors().text;
    }

    QString m_name;
};

}  // namespace

QIcon icon(const QString& name) { return QIcon(new TintedIconEngine(name)); }

QIcon applicationIcon() {
    QSvgRenderer renderer(QStringLiteral(":/orrery/application/orrery-console.svg"));
    QIcon made;
    for (const int side : {16, 24, 32, 48, 64, 128, 256}) {
        QPixmap picture(side, side);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        renderer.render(&painter);
        painter.end();
        made.addPixmap(picture);
    }
    return made;
}

void paintIcon(QPainter& painter, const QString& name, const QRectF& rect, const QColor& color) {
    const double ratio = std::max(1.0, painter.deviceTransform().m11());
    const int side = static_cast<int>(std::lround(std::min(rect.width(), rect.height()) * ratio));
    painter.drawPixmap(rect, render(name, color, side), QRectF(0, 0, side, side));
}

}  // namespace orrery::console
