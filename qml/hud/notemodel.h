#pragma once

#include "qml/hud/pinnednote.h"

#include <QObject>
#include <QPointF>
#include <qqmlregistration.h>

#include <optional>

namespace rig::qml {

/// A note's flag: where it is. GUI thread.
class NoteModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the view")
    Q_PROPERTY(int count READ count CONSTANT)
    Q_PROPERTY(bool shown READ shown NOTIFY placed)
    Q_PROPERTY(QPointF at READ at NOTIFY placed)

public:
    NoteModel(PinnedNote note, QObject *parent) : QObject(parent), m_note(std::move(note)) {}

    const PinnedNote &note() const { return m_note; }
    int count() const { return m_note.count; }
    bool shown() const { return m_at.has_value(); }
    QPointF at() const { return m_at.value_or(QPointF()); } ///< px, its foot

    /// None: it is not seen from there.
    void put(const std::optional<QPointF> &at)
    {
        if (at == m_at)
            return;
        m_at = at;
        Q_EMIT placed();
    }

Q_SIGNALS:
    void placed();

private:
    PinnedNote m_note;
    std::optional<QPointF> m_at;
};

} // namespace rig::qml
