#include "presentation/lifewords.h"

#include "presentation/numbers.h"

#include <QCoreApplication>

#include <cmath>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double day = 24; ///< hours
constexpr double week = 168;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::LifeWords)
};

QString whole(double value)
{
    return fixedNumber(std::floor(value), 0);
}

/// Both ends in the unit of the longer one, in the words of `pattern`.
QString inWords(const RemainingLife &life, const QString &pattern)
{
    const auto from = [&](double unit, const QString &name) {
        return pattern.arg(whole(life.p10 / unit), whole(life.p90 / unit), name);
    };
    if (life.p90 < 2 * day)
        return from(1, Words::tr("h"));
    return life.p90 < 2 * week ? from(day, Words::tr("d")) : from(week, Words::tr("wk"));
}

QString bandOf(const RemainingLife &life)
{
    return inWords(life, u"%1 – %2 %3"_s);
}

} // namespace

LifeWords lifeWords(const RemainingLife &life)
{
    if (life.p50 < day)
        return {life.p50 < 1 ? u"<1"_s : whole(life.p50), Words::tr("HRS"), bandOf(life), Status::alarm};
    if (life.p50 < week)
        return {whole(life.p50 / day), Words::tr("DAYS"), bandOf(life), Status::warning};
    return {whole(life.p50 / week), Words::tr("WEEKS"), bandOf(life), Status::normal};
}

QString quantilesText(const RemainingLife &life)
{
    return inWords(life, u"P10 %1 – P90 %2 %3"_s);
}

} // namespace rig::presentation
