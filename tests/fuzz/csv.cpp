#include "fuzz/input.h"
#include "simulator/recordingsurvey.h"
#include "simulator/replaypace.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <sys/mman.h>
#include <unistd.h>

using namespace rig;
using namespace rig::simulator;

namespace {

/// A file that lies in memory.
class MemoryFile
{
public:
    explicit MemoryFile(std::string_view text) : m_handle(memfd_create("recording", 0))
    {
        require(m_handle >= 0 &&
                    write(m_handle, text.data(), text.size()) == static_cast<ssize_t>(text.size()),
                "a file can be made");
    }
    ~MemoryFile() { close(m_handle); }
    Q_DISABLE_COPY_MOVE(MemoryFile)

    QString path() const { return QStringLiteral("/proc/self/fd/%1").arg(m_handle); }

private:
    int m_handle;
};

using Rows = std::vector<std::vector<std::string>>;

bool hasBlankEnds(std::string_view cell)
{
    constexpr std::string_view blanks = " \t\r";
    return !cell.empty() && (blanks.find(cell.front()) != std::string_view::npos ||
                             blanks.find(cell.back()) != std::string_view::npos);
}

/// Up to the first error, whose rows before it count all the same; the header first.
Rows rowsOf(CsvRows &rows, bool &whole)
{
    Rows all{rows.header()};
    std::int64_t line = rows.line();
    for (;;) {
        const auto found = rows.next();
        whole = found.has_value();
        if (!found || !*found)
            return all;
        require(rows.line() > line, "lines rise");
        line = rows.line();
        require(rows.cells().size() == rows.header().size(), "a row has as many cells as the header");
        require(std::ranges::none_of(rows.cells(), hasBlankEnds), "cells have no blanks around");
        require(rows.share() >= 0 && rows.share() <= 1, "a share is between 0 and 1");
        all.emplace_back(rows.cells().begin(), rows.cells().end());
    }
}

std::string quoted(const Rows &rows)
{
    std::string text;
    for (const auto &row : rows) {
        for (const std::string &cell : row) {
            text += text.empty() || text.back() == '\n' ? "\"" : ",\"";
            for (const char c : cell)
                text.append(c == '"' ? 2 : 1, c);
            text += '"';
        }
        text += '\n';
    }
    return text;
}

void checkRows(std::string_view text)
{
    const MemoryFile file(text);
    auto rows = CsvRows::open(file.path());
    if (!rows)
        return require(rows.error().sentence.contains(file.path()), "an error names its file");
    require(rows->header().size() <= CsvRows::mostColumns, "columns are bounded");
    std::set<std::string> names;
    for (const std::string &name : rows->header())
        require(name.empty() || names.insert(name).second, "no name stands there twice");
    bool whole = false;
    const Rows all = rowsOf(*rows, whole);
    require(rows->rewind().has_value(), "a file can be read again");
    bool wholeAgain = false;
    require(rowsOf(*rows, wholeAgain) == all && whole == wholeAgain, "a file reads the same again");

    const MemoryFile copy(quoted(all));
    auto copied = CsvRows::open(copy.path());
    require(copied.has_value() && rowsOf(*copied, whole) == all && whole,
            "rows are written in quotes and read back equal");
}

void checkValues(const Recording &recording)
{
    require(recording.values().size() == recording.sensors().size(), "there is a value for every sensor");
    for (const CellNumber &value : recording.values()) {
        if (value.kind == CellNumber::Kind::none)
            continue;
        require(value.kind == CellNumber::Kind::number && std::isfinite(value.value), "a value is finite");
        std::string json(value.json);
        const double again = std::strtod(json.c_str(), nullptr);
        require(again == value.value, "the JSON of a value is that value");
        require(json.size() <= 32, "the JSON of a value is short");
    }
}

void checkPace(const RecordingSurvey &found)
{
    const Instant now = Instant(std::chrono::hours(24 * 20'000));
    ReplayPace asRecorded(1, ReplayPace::Stamps::moved, found.first.at, now);
    require(asRecorded.due(found.latest.at).count() >= 0, "no row is due before the beginning");
    require(asRecorded.stamp(found.first.at, now) == now, "the first row is now");
    require(asRecorded.stamp(found.last.at, now) - now == found.last.at - found.first.at,
            "rows keep their spacing");
    ReplayPace slow(1e-6, ReplayPace::Stamps::moved, found.first.at, now);
    require(slow.due(found.latest.at) >= asRecorded.due(found.latest.at), "a slow replay takes longer");
    require(!formatInstant(slow.stamp(found.earliest.at, now)).empty(), "any time can be written");
    ReplayPace atOnce(0, ReplayPace::Stamps::moved, found.first.at, now);
    const Instant one = atOnce.stamp(found.first.at, now);
    require(atOnce.stamp(found.first.at, now) > one, "two rows have two times");
}

void checkRecording(std::string_view text)
{
    const MemoryFile file(text);
    auto recording = Recording::open({file.path(), {}, {}});
    if (!recording)
        return require(!recording.error().sentence.isEmpty(), "a refusal says why");
    require(!recording->sensors().empty(), "there is a sensor");
    const auto found = survey(*recording, [](double) { return true; });
    if (!found)
        return require(found.error().sentence.contains(file.path()), "an error names its file");
    require(found->rows >= 1 && found->earliest.at <= found->latest.at, "a recording has rows");
    require(found->spacing.count() > 0, "rows have a spacing");
    std::int64_t rows = 0;
    for (auto next = recording->next(); next && *next; next = recording->next()) {
        checkValues(*recording);
        require(recording->at() >= found->earliest.at && recording->at() <= found->latest.at,
                "a row is within the survey");
        ++rows;
    }
    require(rows == found->rows, "the survey counts the rows");
    checkPace(*found);
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    checkRows(asText(data, size));
    checkRecording(asText(data, size));
    return 0;
}
