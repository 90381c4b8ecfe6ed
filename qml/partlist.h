#pragma once

#include <QAbstractListModel>

#include <iterator>
#include <memory>
#include <vector>

namespace rig::qml {

/// Parts of a scene for a repeater, which draws each as `modelData`. A part stays when the scene is built
/// anew, and with it what draws it: of each model that ever was drawn and is gone Qt Quick 3D keeps some 10
/// KB (6.4.2). GUI thread.
template <typename Part> class PartList : public QAbstractListModel
{
public:
    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_parts.size());
    }

    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != partRole || !index.isValid())
            return {};
        return QVariant::fromValue<QObject *>(m_parts[static_cast<std::size_t>(index.row())].get());
    }

    QHash<int, QByteArray> roleNames() const override { return {{partRole, "modelData"}}; }

    /// The first ones stay, further ones are new.
    void resize(std::size_t size)
    {
        const int now = rowCount();
        const int wanted = static_cast<int>(size);
        if (wanted > now) {
            beginInsertRows({}, now, wanted - 1);
            while (m_parts.size() < size)
                m_parts.push_back(std::make_unique<Part>());
            endInsertRows();
        } else if (wanted < now) {
            // QML lets go of a part when it hears that it is gone; until then it has to live.
            std::vector<std::unique_ptr<Part>> gone(std::make_move_iterator(m_parts.begin() + wanted),
                                                    std::make_move_iterator(m_parts.end()));
            beginRemoveRows({}, wanted, now - 1);
            m_parts.resize(size);
            endRemoveRows();
        }
    }

    const std::vector<std::unique_ptr<Part>> &parts() const { return m_parts; }

private:
    static constexpr int partRole = Qt::UserRole;

    std::vector<std::unique_ptr<Part>> m_parts;
};

} // namespace rig::qml
