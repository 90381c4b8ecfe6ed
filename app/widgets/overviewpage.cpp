#include "widgets/overviewpage.h"

#include "presentation/overviewmodel.h"
#include "widgets/counterbar.h"
#include "widgets/tileview.h"

#include <QShortcut>
#include <QVBoxLayout>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int gap = 8;
constexpr QSizeF wall{1904, 984}; ///< what a page has of 1920 × 1080
constexpr double leastScale = .667;
constexpr double greatestScale = 2.5;

} // namespace

OverviewPage::OverviewPage(const StateSource &states, const presentation::Theme &theme, QWidget *parent)
    : Page(tr("Overview"), parent),
      m_model(new presentation::OverviewModel(states, this)),
      m_counters(new CounterBar(theme)),
      m_tiles(new TileView(*m_model, theme))
{
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(gap);
    whole->addWidget(m_counters);
    whole->addWidget(m_tiles, 1);
    setFocusProxy(m_tiles);
    connect(m_tiles, &TileView::opened, this, &Page::machineWanted);
    connect(new QShortcut(Qt::Key_T, m_tiles, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated,
            this, [this] {
                const QModelIndex at = m_tiles->currentIndex();
                if (!at.isValid())
                    return;
                if (const auto &tile = m_model->tile(at.row()); tile.sensor)
                    Q_EMIT trendWanted(tile.machine, tile.sensor->slot);
            });
}

std::vector<KeyMeaning> OverviewPage::keys() const
{
    return {{u"← ↑ → ↓"_s, tr("Walk over the machines; Home and End jump")},
            {u"Enter"_s, tr("Open the machine that has the ring")},
            {u"T"_s, tr("Show the past of the sensor on the tile that has the ring")}};
}

void OverviewPage::present(const Moment &moment)
{
    m_model->show(*moment.state, moment.machines, moment.findings.get());
    if (moment.machines.empty())
        m_tiles->setEmptyNote(noPlantNote(moment));
    m_counters->present(presentation::countsOf(m_model->tiles()), static_cast<int>(m_model->areas().size()));
}

void OverviewPage::resizeEvent(QResizeEvent *event)
{
    const double scale = std::min(width() / wall.width(), height() / wall.height());
    m_counters->setScale(std::clamp(scale, leastScale, greatestScale));
    Page::resizeEvent(event);
}

} // namespace rig::widgets
