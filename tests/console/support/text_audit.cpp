// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/text_audit.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QLabel>
#include <QLineEdit>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSet>
#include <algorithm>

#include "support/pseudo_locale.h"

namespace orrery::console::fixture {

namespace {

constexpr double tolerance = 2.0;

class RecordingEngine : public QPaintEngine {
public:
    RecordingEngine() : QPaintEngine(QPaintEngine::AllFeatures) {}

    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState&) override {}
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
    void drawImage(const QRectF&, const QImage&, const QRectF&, Qt::ImageConversionFlags) override {}
    void drawPath(const QPainterPath&) override {}
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
    void drawPolygon(const QPoint*, int, PolygonDrawMode) override {}
    void drawRects(const QRectF*, int) override {}
    void drawRects(const QRect*, int) override {}
    void drawLines(const QLineF*, int) override {}
    void drawLines(const QLine*, int) override {}
    void drawEllipse(const QRectF&) override {}
    void drawEllipse(const QRect&) override {}
    void drawPoints(const QPointF*, int) override {}
    void drawPoints(const QPoint*, int) override {}
    void drawTiledPixmap(const QRectF&, const QPixmap&, const QPointF&) override {}
    void drawTextItem(const QPointF& at, const QTextItem& item) override {
        const QRectF box(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent());
        texts.push_back({item.text(), painter()->combinedTransform().mapRect(box)});
    }
    Type type() const override { return User; }

    std::vector<WrittenText> texts;
};

class RecordingDevice : public QPaintDevice {
public:
    explicit RecordingDevice(const QSize& size) : m_size(size) {}
    QPaintEngine* paintEngine() const override { return &engine; }
    mutable RecordingEngine engine;

protected:
    int metric(PaintDeviceMetric metric) const override {
        switch (metric) {
        case PdmWidth: return m_size.width();
        case PdmHeight: return m_size.height();
        case PdmWidthMM: return m_size.width() / 4;
        case PdmHeightMM: return m_size.height() / 4;
        case PdmDpiX:
        case PdmDpiY:
        case PdmPhysicalDpiX:
        case PdmPhysicalDpiY: return 96;
        case PdmDevicePixelRatio: return 1;
        case PdmDevicePixelRatioScaled: return static_cast<int>(devicePixelRatioFScale());
        case PdmDepth: return 32;
        case PdmNumColors: return 0x7fffffff;
        default: return 0;
        }
    }

private:
    QSize m_size;
};

std::vector<QWidget*> visibleIn(QWidget& root) {
    std::vector<QWidget*> visible{&root};
    const auto all = root.findChildren<QWidget*>();
    std::copy_if(all.begin(), all.end(), std::back_inserter(visible), [](QWidget* widget) {
        return widget->isVisible() && !widget->size().isEmpty() && !widget->visibleRegion().isEmpty();
    });
    return visible;
}

/// Contents of scroll areas may be larger than what is seen: that is what the bars are for.
bool scrolls(const QWidget& widget) {
    return qobject_cast<const QAbstractScrollArea*>(widget.parentWidget()) != nullptr &&
           qobject_cast<const QScrollArea*>(widget.parentWidget()) == nullptr;
}

bool endsInEllipsis(QWidget& widget) {
    const std::vector<WrittenText> texts = textsOf(widget);
    return !texts.empty() && texts.back().text.endsWith(QChar(u'…'));
}

bool isTooSmall(const QWidget& widget) {
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        const bool wraps = label->wordWrap();
        const int needed = wraps ? label->heightForWidth(label->width()) : label->sizeHint().height();
        return !label->text().isEmpty() && ((!wraps && label->sizeHint().width() > label->width() + tolerance) ||
                                            needed > label->height() + tolerance);
    }
    if (widget.inherits("QLineEditIconButton")) {
        return false;   // Its text is its action's, and is not written.
    }
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) {
        return !button->text().isEmpty() && button->sizeHint().width() > button->width() + tolerance;
    }
    return false;
}

}  // namespace

QString nameOf(const QWidget& widget) {
    QStringList names;
    for (const QWidget* at = &widget; at != nullptr; at = at->parentWidget()) {
        const QString type = QString::fromLatin1(at->metaObject()->className()).section(QStringLiteral("::"), -1);
        names.prepend(at->objectName().isEmpty() ? type : type + QLatin1Char('#') + at->objectName());
    }
    return names.mid(std::max<qsizetype>(0, names.size() - 4)).join(QLatin1Char('/'));
}

std::vector<WrittenText> textsOf(QWidget& widget) {
    RecordingDevice device(widget.size());
    widget.render(&device, QPoint(), QRegion(), QWidget::RenderFlags());
    return device.engine.texts;
}

std::vector<TextFault> cutTexts(QWidget& root, Elided elided) {
    std::vector<TextFault> faults;
    for (QWidget* widget : visibleIn(root)) {
        if (isTooSmall(*widget) && (elided == Elided::Fault || !endsInEllipsis(*widget))) {
            const auto* label = qobject_cast<QLabel*>(widget);
            faults.push_back({nameOf(*widget), label != nullptr ? label->text() : widget->accessibleName(),
                              QStringLiteral("has %1x%2, needs %3x%4").arg(widget->width()).arg(widget->height())
                                  .arg(widget->sizeHint().width()).arg(widget->sizeHint().height())});
        }
        if (scrolls(*widget) || qobject_cast<QLineEdit*>(widget) != nullptr) {
            continue;
        }
        for (const WrittenText& written : textsOf(*widget)) {
            const QRectF room = QRectF(widget->rect()).adjusted(-tolerance, -tolerance, tolerance, tolerance);
            if (!written.text.trimmed().isEmpty() && !room.contains(written.place)) {
                faults.push_back({nameOf(*widget), written.text,
                                  QStringLiteral("is written to %1,%2 in %3x%4").arg(written.place.right())
                                      .arg(written.place.bottom()).arg(widget->width()).arg(widget->height())});
            }
        }
    }
    return faults;
}

std::vector<TextFault> untranslatedTexts(QWidget& root, const QSet<QString>& data) {
    static const QRegularExpression separators(QStringLiteral("[^\\p{L}\\p{N}_-]+"));
    const auto isData = [&](const QString& word, bool elided) {
        return data.contains(word) || (elided && std::any_of(data.begin(), data.end(), [&](const QString& known) {
                                           return known.startsWith(word);
                                       }));
    };
    std::vector<TextFault> faults;
    for (QWidget* widget : visibleIn(root)) {
        for (const WrittenText& written : textsOf(*widget)) {
            const bool elided = written.text.contains(QChar(u'…'));
            const QStringList words = written.text.split(separators, Qt::SkipEmptyParts);
            for (const QString& word : words) {
                if (isPlainWord(word) && !isData(word, elided)) {
                    faults.push_back({nameOf(*widget), written.text, word});
                }
            }
        }
    }
    return faults;
}

}  // namespace orrery::console::fixture
