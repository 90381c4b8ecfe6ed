#include "qml/hud/platemodel.h"

#include <QFont>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace rig::qml {

namespace {

constexpr QSizeF largest{336, 98}; ///< px
constexpr double valuesHeight = 31;
constexpr double moreHeight = 15; ///< below a value: what is expected of it, or wrong with it
constexpr double foldedHeight = 26;
constexpr double widestFolded = 260; ///< px; a longer name is cut
constexpr double aroundWords = 42;   ///< px: sign, gap and edges of a folded plate
constexpr double betweenWords = 7;   ///< px
constexpr int wordSize = 12;         ///< px

template <typename Field> QStringList each(const std::vector<PlateValue> &values, Field field)
{
    QStringList all;
    for (const PlateValue &value : values)
        all << value.*field;
    return all;
}

} // namespace

QStringList PlateModel::labels() const
{
    return each(m_plate.values, &PlateValue::label);
}

QStringList PlateModel::numbers() const
{
    return each(m_plate.values, &PlateValue::number);
}

QStringList PlateModel::units() const
{
    return each(m_plate.values, &PlateValue::unit);
}

QStringList PlateModel::expected() const
{
    return each(m_plate.values, &PlateValue::expected);
}

QStringList PlateModel::flaws() const
{
    return each(m_plate.values, &PlateValue::flaw);
}

QList<bool> PlateModel::fresh() const
{
    QList<bool> all;
    for (const PlateValue &value : m_plate.values)
        all << value.fresh;
    return all;
}

QSizeF PlateModel::fullSize() const
{
    const bool values = !m_plate.values.empty() || m_plate.life;
    const bool more = std::ranges::any_of(m_plate.values, [](const PlateValue &value) {
        return !value.expected.isEmpty() || !value.flaw.isEmpty();
    });
    return {largest.width(), largest.height() - (values ? 0 : valuesHeight) + (more ? moreHeight : 0)};
}

QVector3D PlateModel::life() const
{
    if (!m_plate.life)
        return {};
    return {static_cast<float>(m_plate.life->p10), static_cast<float>(m_plate.life->p50),
            static_cast<float>(m_plate.life->p90)};
}

void PlateModel::set(const MachinePlate &plate, const SceneStyle &style)
{
    if (plate == m_plate)
        return;
    if (plate.name != m_plate.name || plate.word != m_plate.word || plate.quiet != m_plate.quiet) {
        QFont font(style.words);
        font.setPixelSize(wordSize);
        font.setWeight(QFont::DemiBold);
        font.setHintingPreference(QFont::PreferVerticalHinting); // as Words has it
        const QFontMetricsF metrics(font);
        double words = std::ceil(metrics.horizontalAdvance(plate.name));
        if (!plate.quiet)
            words += std::ceil(metrics.horizontalAdvance(plate.word)) + betweenWords;
        m_foldedSize = {std::min(words + aroundWords, widestFolded), foldedHeight};
    }
    m_plate = plate;
    Q_EMIT changed();
}

void PlateModel::put(const PlatePlace &place, const QPointF &anchor)
{
    if (place == m_place && anchor == m_anchor)
        return;
    m_place = place;
    m_anchor = anchor;
    Q_EMIT placed();
}

} // namespace rig::qml
