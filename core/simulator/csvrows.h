#pragma once

#include "domain/result.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rig::simulator {

/// The rows of a CSV file, one at a time: never more than one and a read-ahead is in memory. UTF-8 with or
/// without a byte order mark, any line endings, cells in quotes or not; the delimiter (comma, semicolon or
/// tab) is the one that stands most often in the header. Blank lines are passed over. Errors are
/// badConfiguration and name file, line and column. One thread.
class CsvRows
{
    Q_DECLARE_TR_FUNCTIONS(rig::simulator::CsvRows)

public:
    static constexpr std::size_t mostColumns = 1'024; ///< a machine has at most 1,000 sensors
    static constexpr std::size_t longestRow = 1024 * 1024;

    /// Opens the file and reads its header.
    static Result<CsvRows> open(const QString &path);

    /// Names may be empty, none stands there twice.
    const std::vector<std::string> &header() const { return m_header; }

    /// The next row; false after the last.
    Result<bool> next();
    /// Of the row that next() gave: as many as the header has, without blanks around. Valid until the next
    /// call.
    std::span<const std::string_view> cells() const { return m_cells; }
    /// Where the row begins; the header is usually line 1.
    std::int64_t line() const { return m_line; }

    /// Before the first row again.
    Done rewind();

    /// How much of the file is read, 0 to 1.
    double share() const;

    tl::unexpected<Error> wrong(const QString &sentence) const; ///< "FILE, line 7: …"
    tl::unexpected<Error> wrongAt(std::size_t column, const QString &sentence) const;

private:
    explicit CsvRows(const QString &path) : m_file(std::make_unique<QFile>(path)) {}

    Done readHeader();
    Done checkHeader();
    Result<bool> takeRow(std::string_view &row);
    Result<bool> fill();
    Done split(std::string_view row);
    Done splitQuoted(std::string_view row);
    Result<std::size_t> takeQuoted(std::string_view row, std::size_t at);

    std::unique_ptr<QFile> m_file;
    std::string m_ahead; ///< read and not yet taken, from m_at
    std::size_t m_at = 0;
    std::int64_t m_begun = 0; ///< lines that end before m_at
    std::int64_t m_line = 0;
    char m_delimiter = ',';
    std::vector<std::string> m_header;
    std::vector<std::string_view> m_cells;
    std::string m_unquoted; ///< what stood in quotes; has room for the whole row, so that views into it stay
};

} // namespace rig::simulator
