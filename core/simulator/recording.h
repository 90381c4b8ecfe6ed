#pragma once

#include "simulator/cellnumber.h"
#include "simulator/csvrows.h"
#include "simulator/recordingtime.h"

#include <map>
#include <optional>

namespace rig::simulator {

struct RecordingOptions
{
    QString file;
    QString timeColumn; ///< empty: found by its name, else the first that holds times
    /// Column to sensor where their names differ; to nothing: the column is left out.
    std::map<std::string, std::string> sensorOf;
};

/// A CSV file as readings of one machine: a column of times, the others sensors, but for `label`, which says
/// what a person knows about the row, and columns without a name. Errors are badConfiguration and name file,
/// line and column. One thread.
class Recording
{
    Q_DECLARE_TR_FUNCTIONS(rig::simulator::Recording)

public:
    /// Opens the file, reads its header and looks at its first row.
    static Result<Recording> open(const RecordingOptions &options);

    /// Sensors in the order of their columns; at least one, none twice.
    const std::vector<std::string> &sensors() const { return m_sensors; }
    QString timeColumn() const { return QString::fromStdString(m_rows.header()[m_timeColumn]); }
    /// Columns that are neither time nor sensor.
    const QStringList &leftOut() const { return m_leftOut; }

    /// The next row; false after the last.
    Result<bool> next();
    Instant at() const { return m_at; }
    /// By sensor; valid until the next row.
    const std::vector<CellNumber> &values() const { return m_values; }
    std::int64_t line() const { return m_rows.line(); }

    /// Before the first row again.
    Done rewind() { return m_rows.rewind(); }
    /// How much of the file is read, 0 to 1.
    double share() const { return m_rows.share(); }

private:
    explicit Recording(CsvRows rows) : m_rows(std::move(rows)) {}

    Done findTime(const QString &wanted);
    std::optional<std::size_t> columnNamed(const QString &wanted) const;
    Done findSensors(const std::map<std::string, std::string> &sensorOf);
    Done takeValue(std::size_t sensor);

    CsvRows m_rows;
    std::size_t m_timeColumn = 0;
    std::optional<RecordingTime> m_time;
    std::vector<std::string> m_sensors;
    std::vector<std::size_t> m_columns; ///< by sensor
    QStringList m_leftOut;
    Instant m_at;
    std::vector<CellNumber> m_values;
    std::vector<std::string> m_rooms; ///< for values that are spelt anew
};

} // namespace rig::simulator
