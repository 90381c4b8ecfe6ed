#include "composition/core/localmodels.h"

#include "domain/shown.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>

#include <array>

namespace rig::composition {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto lookEvery = 1s;

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::composition::LocalModels", text);
}

/// By which it is told whether a machine's files are others than at the last look.
using Stamps = std::array<std::pair<QDateTime, qint64>, 3>;

Stamps stampsOf(const ml::ModelFolder &folder)
{
    const auto stamp = [](const QString &name) {
        const QFileInfo file(name);
        return std::pair(file.lastModified(), file.exists() ? file.size() : -1);
    };
    return {stamp(folder.file()), stamp(folder.previous()), stamp(folder.trained())};
}

} // namespace

LocalModels::LocalModels(const settings::Settings &settings, QString rigctl, const Clock &clock)
    : m_settings(settings),
      m_rigctl(std::move(rigctl)),
      m_clock(clock),
      m_thread("models", [this](const std::stop_token &stop) { watch(stop); })
{
}

void LocalModels::watch(const std::stop_token &stop)
{
    const QString path = ml::ModelFolder::modelsIn(m_settings.dataDirectory);
    const ml::ModelFolders folders(path);
    std::map<std::string, Stamps> seen;
    Found found;
    do {
        std::map<std::string, Stamps> now;
        for (const std::string &machine : folders.machines())
            now.emplace(machine, stampsOf(*ml::ModelFolder::ofMachine(path, machine)));
        if (found.known && now == seen)
            continue;
        std::erase_if(found.machines, [&](const auto &one) { return !now.contains(one.first); });
        for (const auto &[machine, stamps] : now)
            if (const auto before = seen.find(machine); before == seen.end() || before->second != stamps)
                found.machines[machine] = folders.of(machine);
        found.known = true;
        seen = std::move(now);
        m_found.set(found);
    } while (pipeline::sleepUnlessStopped(stop, lookEvery));
}

std::shared_ptr<const ShelfState> LocalModels::state()
{
    const auto found = m_found.get();
    if (m_state && found == m_shown)
        return m_state;
    m_shown = found;
    m_state = std::make_shared<ShelfState>(ShelfState{found->known, found->machines, m_running, m_ended});
    return m_state;
}

Done LocalModels::train(const std::string &machine, std::optional<std::chrono::hours> since)
{
    if (m_running)
        return failure(ErrorKind::refused,
                       tr("Machine %1 is being learnt just now; one training runs at a time. Wait for it or "
                          "cancel it.")
                           .arg(shown(m_running->machine)));
    m_running = TrainingRun{machine, TrainingRun::Step::starting, 0, m_clock.now(), false};
    m_ended.reset();
    const auto progress = [this](TrainingRun::Step step, double share) {
        m_running->step = step;
        m_running->share = share;
        differ();
    };
    const auto ended = [this](Result<std::string> outcome) {
        m_ended = TrainingEnd{m_running->machine, std::move(outcome), m_clock.now()};
        m_running.reset();
        differ();
    };
    m_child = std::make_unique<TrainingChild>(
        TrainingChild::Order{m_rigctl, m_settings.database, m_settings.dataDirectory, machine, since},
        progress, ended);
    differ();
    return {};
}

void LocalModels::cancel()
{
    if (!m_running || m_running->ending)
        return;
    m_running->ending = true;
    differ();
    m_child->cancel();
}

} // namespace rig::composition
