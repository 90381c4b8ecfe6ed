#include "simulator/csvrows.h"

#include <QFileInfo>

#include <algorithm>
#include <unordered_set>

namespace rig::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 readAhead = 256 * 1024;
constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
constexpr auto shownCell = 40;

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

QString shown(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).left(shownCell);
}

char delimiterOf(std::string_view header)
{
    char best = ',';
    std::ptrdiff_t most = 0;
    for (const char candidate : {',', ';', '\t'}) {
        bool quoted = false;
        std::ptrdiff_t count = 0;
        for (const char c : header) {
            quoted = quoted != (c == '"');
            count += !quoted && c == candidate ? 1 : 0;
        }
        if (count > most) {
            best = candidate;
            most = count;
        }
    }
    return best;
}

} // namespace

Result<CsvRows> CsvRows::open(const QString &path)
{
    CsvRows rows(path);
    // A pipe or a device would be waited for, and can be read only once.
    if (const QFileInfo info(path); info.exists() && !info.isFile())
        return failure(ErrorKind::badConfiguration, tr("%1 is no ordinary file.").arg(path), path);
    if (!rows.m_file->open(QIODevice::ReadOnly))
        return failure(ErrorKind::badConfiguration,
                       tr("%1 cannot be read: %2.").arg(path, rows.m_file->errorString()), path);
    return rows.readHeader().map([&] { return std::move(rows); });
}

Done CsvRows::readHeader()
{
    std::string_view row;
    const auto found = takeRow(row);
    if (!found)
        return tl::unexpected(found.error());
    if (row.starts_with(byteOrderMark))
        row.remove_prefix(byteOrderMark.size());
    if (trimmed(row).empty())
        return wrong(tr("the file has no header line with the names of its columns."));
    if (!QByteArrayView(row.data(), static_cast<qsizetype>(row.size())).isValidUtf8() ||
        row.find('\0') != std::string_view::npos)
        return wrong(tr("the header is not UTF-8 text. Save the file as CSV in UTF-8."));
    m_delimiter = delimiterOf(row);
    return split(row).and_then([&] {
        m_header.assign(m_cells.begin(), m_cells.end());
        return checkHeader();
    });
}

Done CsvRows::checkHeader()
{
    std::unordered_set<std::string_view> seen;
    for (std::size_t i = 0; i < m_header.size(); ++i)
        if (!m_header[i].empty() && !seen.insert(m_header[i]).second)
            return wrong(tr("column %1 has the name '%2', which an earlier one has already.")
                             .arg(i + 1)
                             .arg(shown(m_header[i])));
    return {};
}

Result<bool> CsvRows::next()
{
    std::string_view row;
    do {
        const auto found = takeRow(row);
        if (!found || !*found)
            return found;
    } while (trimmed(row).empty());
    if (Done done = split(row); !done)
        return tl::unexpected(done.error());
    if (m_cells.size() != m_header.size())
        return wrong(
            tr("the row has %1 columns where the header has %2.").arg(m_cells.size()).arg(m_header.size()));
    return true;
}

Done CsvRows::rewind()
{
    if (!m_file->seek(0))
        return failure(ErrorKind::badConfiguration,
                       tr("%1 cannot be read from its beginning again: %2.")
                           .arg(m_file->fileName(), m_file->errorString()),
                       m_file->fileName());
    m_ahead.clear();
    m_at = 0;
    m_begun = 0;
    return readHeader();
}

double CsvRows::share() const
{
    const auto size = m_file->size();
    const auto left = static_cast<qint64>(m_ahead.size() - m_at);
    return size > 0 ? static_cast<double>(m_file->pos() - left) / static_cast<double>(size) : 1;
}

/// One row without its line ending; line breaks in quotes belong to it. False at the end of the file.
Result<bool> CsvRows::takeRow(std::string_view &row)
{
    std::size_t scanned = 0; // from m_at
    bool quoted = false;
    m_line = m_begun + 1;
    for (;;) {
        const auto from = m_ahead.begin() + static_cast<std::ptrdiff_t>(m_at + scanned);
        const auto end = std::find(from, m_ahead.end(), '\n');
        quoted = quoted != (std::count(from, end, '"') % 2 != 0);
        scanned += static_cast<std::size_t>(end - from);
        if (scanned > longestRow)
            return quoted ? wrong(tr("a quote is opened and not closed within 1 MiB."))
                          : wrong(tr("the row is longer than 1 MiB."));
        if (end != m_ahead.end()) {
            ++m_begun;
            if (!quoted)
                break;
            ++scanned;
            continue;
        }
        const auto more = fill();
        if (!more)
            return more;
        if (*more)
            continue;
        if (quoted)
            return wrong(tr("a quote is opened and not closed before the end of the file."));
        if (scanned == 0)
            return false;
        break;
    }
    row = std::string_view(m_ahead).substr(m_at, scanned);
    m_at = std::min(m_at + scanned + 1, m_ahead.size());
    return true;
}

/// Reads on; false at the end of the file.
Result<bool> CsvRows::fill()
{
    m_ahead.erase(0, m_at);
    m_at = 0;
    const std::size_t had = m_ahead.size();
    m_ahead.resize(had + static_cast<std::size_t>(readAhead));
    const qint64 got = m_file->read(m_ahead.data() + had, readAhead);
    m_ahead.resize(had + static_cast<std::size_t>(std::max<qint64>(got, 0)));
    if (got < 0)
        return failure(ErrorKind::damaged,
                       tr("%1 cannot be read on: %2.").arg(m_file->fileName(), m_file->errorString()),
                       m_file->fileName());
    return got > 0;
}

Done CsvRows::split(std::string_view row)
{
    m_cells.clear();
    if (row.find('"') != std::string_view::npos)
        return splitQuoted(row);
    for (;;) {
        const auto end = row.find(m_delimiter);
        m_cells.push_back(trimmed(row.substr(0, end)));
        if (m_cells.size() > mostColumns)
            return wrong(tr("the row has more than %1 columns.").arg(mostColumns));
        if (end == std::string_view::npos)
            return {};
        row.remove_prefix(end + 1);
    }
}

Done CsvRows::splitQuoted(std::string_view row)
{
    m_unquoted.clear();
    m_unquoted.reserve(row.size());
    std::size_t at = 0;
    for (;;) {
        std::size_t start = at;
        while (start < row.size() && row[start] != m_delimiter && isBlank(row[start]))
            ++start;
        std::size_t end = std::min(row.find(m_delimiter, at), row.size());
        if (start < row.size() && row[start] == '"') {
            const auto closed = takeQuoted(row, start + 1);
            if (!closed)
                return tl::unexpected(closed.error());
            end = *closed;
        } else {
            m_cells.push_back(trimmed(row.substr(at, end - at)));
        }
        if (m_cells.size() > mostColumns)
            return wrong(tr("the row has more than %1 columns.").arg(mostColumns));
        if (end == row.size())
            return {};
        at = end + 1;
    }
}

/// Takes a cell whose opening quote stands before `at`; the place of the delimiter behind it.
Result<std::size_t> CsvRows::takeQuoted(std::string_view row, std::size_t at)
{
    const std::size_t begin = m_unquoted.size();
    for (; at < row.size(); ++at) {
        if (row[at] == '"' && (at + 1 == row.size() || row[at + 1] != '"'))
            break;
        at += row[at] == '"' ? 1 : 0;
        m_unquoted += row[at];
    }
    const std::size_t behind = std::min(at + 1, row.size());
    const std::size_t end = std::min(row.find(m_delimiter, behind), row.size());
    m_cells.push_back(trimmed(std::string_view(m_unquoted).substr(begin)));
    if (at == row.size() || !trimmed(row.substr(behind, end - behind)).empty())
        return wrong(
            tr("column %1 has text behind its closing quote. A quote inside quotes is written twice.")
                .arg(m_cells.size()));
    return end;
}

tl::unexpected<Error> CsvRows::wrong(const QString &sentence) const
{
    return failure(ErrorKind::badConfiguration,
                   tr("%1, line %2: %3").arg(m_file->fileName(), QString::number(m_line), sentence),
                   m_file->fileName());
}

tl::unexpected<Error> CsvRows::wrongAt(std::size_t column, const QString &sentence) const
{
    const QString name = m_header[column].empty() ? QString() : tr(" ('%1')").arg(shown(m_header[column]));
    return failure(
        ErrorKind::badConfiguration,
        tr("%1, line %2, column %3%4: %5")
            .arg(m_file->fileName(), QString::number(m_line), QString::number(column + 1), name, sentence),
        m_file->fileName());
}

} // namespace rig::simulator
