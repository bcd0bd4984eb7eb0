// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The widget's accessible name stays the name; description and value are asked of the figure.
#include "console/widgets/accessible_figure.h"

#include <QAccessibleWidget>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QWidget>

namespace orrery::console {

namespace {

class FigureAdapter final : public QAccessibleWidget {
public:
    FigureAdapter(QWidget* widget, PaintedFigure* figure)
        : QAccessibleWidget(widget, figure->figureRole()), m_figure(figure) {}

    QAccessible::Role role() const override { return m_figure->figureRole(); }
    QString text(QAccessible::Text kind) const override {
        const bool words = kind == QAccessible::Value || kind == QAccessible::Description;
        const QString value = words ? m_figure->figureValue() : QString();
        return value.isEmpty() ? QAccessibleWidget::text(kind) : value;
    }
    QStringList actionNames() const override {
        QStringList names = QAccessibleWidget::actionNames();
        if (role() == QAccessible::Button) {
            names.prepend(pressAction());
        }
        return names;
    }
    void doAction(const QString& name) override {
        if (name != pressAction()) {
            QAccessibleWidget::doAction(name);
            return;
        }
        // The same path as the keyboard: what a key may do, a screen reader may do.
        QKeyEvent press(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);
        QCoreApplication::sendEvent(widget(), &press);
    }

private:
    PaintedFigure* m_figure;
};

QAccessibleInterface* makeAdapter(const QString&, QObject* object) {
    auto* widget = qobject_cast<QWidget*>(object);
    auto* figure = dynamic_cast<PaintedFigure*>(object);
    return widget != nullptr && figure != nullptr ? new FigureAdapter(widget, figure) : nullptr;
}

}  // namespace

PaintedFigure::PaintedFigure() {
    [[maybe_unused]] static const bool installed = [] {
        QAccessible::installFactory(makeAdapter);
        return true;
    }();
}

}  // namespace orrery::console
