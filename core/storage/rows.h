#pragma once

#include "domain/instant.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct pg_result;

namespace rig::storage {

/// The answer to a statement, in libpq's memory; owns it.
class Rows
{
public:
    explicit Rows(pg_result *result = nullptr);

    int count() const;
    bool empty() const { return count() == 0; }

    bool isNull(int row, int column) const;
    std::string_view text(int row, int column) const;
    std::int64_t integer(int row, int column) const;
    double real(int row, int column) const;
    bool flag(int row, int column) const { return text(row, column) == "t"; }
    std::optional<double> optionalReal(int row, int column) const;

    /// Rows that an INSERT, UPDATE, DELETE or COPY touched.
    std::int64_t touched() const;

    pg_result *handle() const { return m_result.get(); }

private:
    struct Clear
    {
        void operator()(pg_result *result) const;
    };

    std::unique_ptr<pg_result, Clear> m_result;
};

inline std::string textAt(const Rows &rows, int row, int column)
{
    return std::string(rows.text(row, column));
}

/// Of a column of microseconds since 1970.
inline Instant instantAt(const Rows &rows, int row, int column)
{
    return Instant{std::chrono::microseconds{rows.integer(row, column)}};
}

/// A number that a newer program writes is shown as the last one that this one knows.
template <class Enum> Enum enumAt(const Rows &rows, int row, int column, Enum last)
{
    return static_cast<Enum>(std::clamp<std::int64_t>(rows.integer(row, column), 0, static_cast<int>(last)));
}

} // namespace rig::storage
