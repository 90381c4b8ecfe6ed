#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QVector3D>

#include <functional>
#include <vector>

namespace rig::test {

/// A model in the making, as a modelling program would save it: boxes, each a node with a mesh of its own.
class GlbFile
{
public:
    struct Part
    {
        const char *name;
        const char *material;
        QVector3D low;
        QVector3D high;
        QVector3D at{};  ///< of the node, in what it belongs to
        int within = -1; ///< the part that it belongs to; -1: none
    };

    void add(const Part &part) { m_parts.push_back(part); }
    /// The last part so many times more.
    void repeatLast(int times)
    {
        m_parts.insert(m_parts.end(), static_cast<std::size_t>(times), Part(m_parts.back()));
    }

    /// `edit` changes what the file says of itself.
    QByteArray bytes(const std::function<void(QJsonObject &)> &edit = {}) const;
    bool write(const QString &path) const;

private:
    std::vector<Part> m_parts;
};

} // namespace rig::test
