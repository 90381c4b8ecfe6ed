#include "pipeline/showreader.h"

#include "pipeline/backoff.h"
#include "pipeline/decoder.h"

namespace rig::pipeline {

using namespace std::chrono_literals;

class ShowReader::Work
{
public:
    Work(ShowReader &reader, const OpenSource &open, const PlantWatch &plants, LiveBoard &board,
         std::string defaultMachine, std::stop_token stop)
        : m_reader(reader),
          m_open(open),
          m_plants(plants),
          m_board(board),
          m_decoder(std::move(defaultMachine)),
          m_stop(std::move(stop))
    {
    }

    void run()
    {
        while (!m_stop.stop_requested()) {
            auto source = m_open();
            if (source)
                show(**source);
            else
                say(source.error());
            sleepUnlessStopped(m_stop, m_backoff.next());
        }
    }

private:
    /// Until a stop is asked for or the source is beyond repair.
    void show(RecordSource &source)
    {
        while (!m_stop.stop_requested()) {
            takePlant();
            RecordBatch records;
            const StreamEvents events = source.poll(records, mostAtOnce, 50ms);
            say(events.trouble);
            if (events.over)
                return;
            for (std::size_t i = 0; m_plant && i < records.size(); ++i)
                take(records[i]);
            publish();
        }
    }

    void reject()
    {
        ++m_status.rejected;
        m_changed = true;
    }

    void takePlant()
    {
        const auto known = m_plants.known();
        if (!known->plant || (m_plant == known->plant && m_keptAt == known->keptAt))
            return;
        m_plant = known->plant;
        m_keptAt = known->keptAt;
        m_board.setPlant(m_plant, m_keptAt);
    }

    void take(const Record &record)
    {
        const auto reading = m_decoder.decode(record, *m_plant);
        if (!reading)
            reject();
        else if (reading->origin != Origin::history)
            m_board.take(*reading);
    }

    /// Every time: trouble that is over is not said any more.
    void say(std::optional<Error> trouble)
    {
        if (!trouble)
            m_backoff.reset();
        m_changed = m_changed || m_status.brokerThere != !trouble ||
                    (trouble && (!m_status.trouble || trouble->sentence != m_status.trouble->sentence));
        m_status.brokerThere = !trouble;
        m_status.trouble = std::move(trouble);
        publish();
    }

    void publish()
    {
        if (std::exchange(m_changed, false))
            m_reader.m_status.set(m_status);
    }

    static constexpr std::size_t mostAtOnce = 2'000;

    ShowReader &m_reader;
    const OpenSource &m_open;
    const PlantWatch &m_plants;
    LiveBoard &m_board;
    Decoder m_decoder;
    std::stop_token m_stop;
    Backoff m_backoff;
    PlantPtr m_plant;
    std::optional<Instant> m_keptAt;
    Status m_status;
    bool m_changed = true; ///< since it was published
};

ShowReader::ShowReader(OpenSource open, const PlantWatch &plants, LiveBoard &board,
                       std::string defaultMachine)
    : m_thread("show",
               [this, open = std::move(open), &plants, &board, machine = std::move(defaultMachine)](
                   const std::stop_token &stop) { Work(*this, open, plants, board, machine, stop).run(); })
{
}

} // namespace rig::pipeline
