#include "ctl/trainingprogress.h"

#include <QCoreApplication>

#include <algorithm>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::TrainingProgress", text);
}

} // namespace

void TrainingProgress::reading(double share)
{
    show("reading"_L1, share, tr("reading"));
}

void TrainingProgress::learning(double share)
{
    show("learning"_L1, share, tr("learning"));
}

void TrainingProgress::show(QLatin1StringView step, double share, const QString &words)
{
    if (!m_json)
        return m_line.show(share, words);
    const auto now = std::chrono::steady_clock::now();
    if (step == m_step && now < m_next)
        return;
    m_step = step;
    m_next = now + 200ms;
    printJson({{u"step"_s, QString(step)}, {u"share"_s, std::clamp(share, 0., 1.)}});
}

void TrainingProgress::done(const ModelFacts &facts, const QString &file)
{
    clear();
    if (m_json)
        printJson({{u"step"_s, u"done"_s},
                   {u"version"_s, QString::fromStdString(facts.version)},
                   {u"readings"_s, static_cast<qint64>(facts.rows)},
                   {u"sensors"_s, static_cast<qint64>(facts.sensors.size())}});
    else
        print(tr("Learnt from %1 readings of %2 sensors: %3.")
                  .arg(facts.rows)
                  .arg(facts.sensors.size())
                  .arg(file));
}

ExitCode TrainingProgress::failed(const Error &error)
{
    clear();
    if (m_json)
        printJson({{u"step"_s, u"failed"_s}, {u"sentence"_s, error.sentence}});
    return complain(error);
}

} // namespace rig::ctl
