#include "simulator/recordingsurvey.h"

#include <algorithm>
#include <cmath>

namespace rig::simulator {

using namespace std::chrono_literals;
using std::chrono::microseconds;

namespace {

constexpr std::int64_t rowsPerReport = 1'000;
constexpr std::size_t spacingsLookedAt = 1'000;

class Surveyor
{
public:
    explicit Surveyor(std::size_t sensors) { m_survey.largest.resize(sensors); }

    void take(const Recording &recording)
    {
        const RecordingSurvey::Row row{recording.at(), recording.line()};
        if (m_survey.rows++ == 0)
            m_survey.first = m_survey.earliest = m_survey.latest = row;
        else
            takeSpacing(row.at - m_survey.last.at);
        m_survey.last = row;
        if (row.at < m_survey.earliest.at)
            m_survey.earliest = row;
        if (row.at > m_survey.latest.at)
            m_survey.latest = row;
        for (std::size_t i = 0; i < m_survey.largest.size(); ++i)
            m_survey.largest[i] = std::max(m_survey.largest[i], std::abs(recording.values()[i].value));
    }

    RecordingSurvey finished()
    {
        const auto middle = m_spacings.begin() + static_cast<std::ptrdiff_t>(m_spacings.size() / 2);
        std::nth_element(m_spacings.begin(), middle, m_spacings.end());
        m_survey.spacing = m_spacings.empty() ? microseconds(1s) : *middle;
        return std::move(m_survey);
    }

private:
    void takeSpacing(microseconds spacing)
    {
        if (spacing < 0us)
            ++m_survey.backwards;
        else if (spacing > 0us && m_spacings.size() < spacingsLookedAt)
            m_spacings.push_back(spacing);
    }

    RecordingSurvey m_survey;
    std::vector<microseconds> m_spacings;
};

} // namespace

Result<RecordingSurvey> survey(Recording &recording, const SurveyProgress &progress)
{
    Surveyor surveyor(recording.sensors().size());
    for (std::int64_t row = 1;; ++row) {
        const auto more = recording.next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            break;
        surveyor.take(recording);
        if (row % rowsPerReport == 0 && !progress(recording.share()))
            return failure(ErrorKind::cancelled,
                           QCoreApplication::translate("rig::simulator::survey",
                                                       "Stopped while checking the file. Nothing was sent."));
    }
    return recording.rewind().map([&] { return surveyor.finished(); });
}

} // namespace rig::simulator
