#include "ctl/bench/benchfigures.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::BenchFigures", text);
}

bool hasNumbers(const QJsonValue &json, std::initializer_list<QLatin1StringView> names)
{
    return std::ranges::all_of(names, [&](QLatin1StringView name) { return json[name].isDouble(); });
}

/// Of something that has no peer but its bar.
Figures percentile(const QString &name, const QJsonObject &json, double bar)
{
    if (!hasNumbers(json, {"p99_ms"_L1, "median_ms"_L1}))
        return {};
    return {{.name = name,
             .unit = u"ms"_s,
             .value = json[u"p99_ms"].toDouble(),
             .bar = Bar{bar},
             .median = json[u"median_ms"].toDouble()}};
}

Figures single(const QString &name, const QString &unit, const QJsonObject &json, double bar)
{
    if (!hasNumbers(json, {"number"_L1}))
        return {};
    return {{.name = name, .unit = unit, .value = json[u"number"].toDouble(), .bar = Bar{bar}}};
}

struct Ceiling
{
    QString peer; ///< the slower of the two
    double rate;
    double processor; ///< of both, seconds per million
};

/// What one way of ingesting is held against: its rate as such and as a share, and its processor time.
void appendIngest(Figures &figures, const QString &name, const QJsonValue &way, const Ceiling &ceiling,
                  double leastShare, double mostProcessor)
{
    const double rate = way[u"readings_per_s"].toDouble();
    figures.push_back({.name = name,
                       .unit = u"readings/s"_s,
                       .value = rate,
                       .besideWhat = ceiling.peer,
                       .beside = ceiling.rate});
    figures.push_back({.name = name + u", of the slower ceiling"_s,
                       .unit = u"ratio"_s,
                       .value = rate / ceiling.rate,
                       .bar = Bar{leastShare, true},
                       .besideWhat = ceiling.peer,
                       .beside = 1});
    figures.push_back({.name = name + u", processor"_s,
                       .unit = u"s/million"_s,
                       .value = way[u"cpu_s_per_million"].toDouble(),
                       .bar = Bar{mostProcessor * ceiling.processor},
                       .besideWhat = u"kcat and psql"_s,
                       .beside = ceiling.processor});
}

} // namespace

Figures decodeFigures(const QJsonObject &json)
{
    if (!hasNumbers(json, {"decoder_per_s"_L1, "simdjson_per_s"_L1, "ratio"_L1}))
        return {};
    return {{.name = u"decoder"_s,
             .unit = u"messages/s"_s,
             .value = json[u"decoder_per_s"].toDouble(),
             .besideWhat = u"simdjson alone"_s,
             .beside = json[u"simdjson_per_s"].toDouble()},
            {.name = u"decoder, of simdjson"_s,
             .unit = u"ratio"_s,
             .value = json[u"ratio"].toDouble(),
             .bar = Bar{0.5, true},
             .besideWhat = u"simdjson alone"_s,
             .beside = 1}};
}

Figures ingestFigures(const QJsonObject &json)
{
    for (const char *way : {"consume", "copy", "keep", "keep_and_judge"})
        if (!hasNumbers(json[QLatin1StringView(way)], {"readings_per_s"_L1, "cpu_s_per_million"_L1}))
            return {};
    const auto rate = [&](QLatin1StringView what) { return json[what][u"readings_per_s"].toDouble(); };
    const auto cpu = [&](QLatin1StringView what) { return json[what][u"cpu_s_per_million"].toDouble(); };
    const bool consumes = rate("consume"_L1) < rate("copy"_L1);
    const Ceiling ceiling{consumes ? u"kcat alone"_s : u"psql \\copy alone"_s,
                          std::min(rate("consume"_L1), rate("copy"_L1)), cpu("consume"_L1) + cpu("copy"_L1)};
    Figures figures;
    appendIngest(figures, u"keep"_s, json[u"keep"], ceiling, 0.4, 2);
    appendIngest(figures, u"keep and judge"_s, json[u"keep_and_judge"], ceiling, 0.25, 3.3);
    return figures;
}

Figures latencyFigures(const QJsonObject &json)
{
    return percentile(u"producer to board, p99"_s, json, 50);
}

Figures detectFigures(const QJsonObject &json)
{
    Figures figures = percentile(u"reading to finding, p99"_s, json, 250);
    if (figures.empty() || !hasNumbers(json, {"skipped"_L1, "lstm_alone_per_s"_L1, "lstm_per_s"_L1}))
        return {};
    figures.push_back({.name = u"readings skipped by detection"_s,
                       .unit = u"readings"_s,
                       .value = json[u"skipped"].toDouble(),
                       .bar = Bar{0}});
    figures.push_back({.name = u"autoencoder, of libtorch's time"_s,
                       .unit = u"ratio"_s,
                       .value = json[u"lstm_alone_per_s"].toDouble() / json[u"lstm_per_s"].toDouble(),
                       .bar = Bar{1.5},
                       .besideWhat = u"libtorch alone"_s,
                       .beside = 1});
    return figures;
}

Figures trendFigures(const QJsonObject &json)
{
    Figures figures;
    const QJsonArray trends = json[u"trends"].toArray();
    for (const QJsonValue &one : trends) {
        if (!hasNumbers(one, {"p95_ms"_L1, "median_ms"_L1}))
            return {};
        const QString what = one[u"what"].toString();
        const bool day = what.startsWith(u"a day"_s);
        figures.push_back({.name = tr("trend of %1, p95").arg(what),
                           .unit = u"ms"_s,
                           .value = one[u"p95_ms"].toDouble(),
                           .bar = day ? std::optional(Bar{150}) : std::nullopt,
                           .median = one[u"median_ms"].toDouble()});
    }
    return figures;
}

Figures frameFigures(const QJsonObject &json)
{
    return percentile(u"producer to frame, p99"_s, json, 100);
}

Figures startFigures(const QJsonObject &json)
{
    return single(u"until the window stands"_s, u"ms"_s, json, 1500);
}

Figures windowFigures(const QJsonObject &json)
{
    return single(u"GUI thread, 150 live sensors"_s, u"% of a core"_s, json, 10);
}

} // namespace rig::ctl
