#include "home.h"

#include <QProcess>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;
using rig::local::PrivatePostgres;
using rig::settings::DataDirectory;

namespace {

DataDirectory opened(const std::filesystem::path &path)
{
    auto directory = DataDirectory::open(path);
    if (!directory)
        throw std::runtime_error(directory.error().sentence.toStdString());
    return *std::move(directory);
}

void duplicate(const std::filesystem::path &from, const std::filesystem::path &to)
{
    if (QProcess::execute(u"cp"_s, {u"-a"_s, QString::fromStdString(from), QString::fromStdString(to)}) != 0)
        throw std::runtime_error("the cluster could not be copied");
}

/// Where a cluster lies that was made and started once, and is stopped.
const std::filesystem::path &model()
{
    static const Home home(Home::Cluster::none);
    static const bool made = [] {
        PrivatePostgres postgres = home.postgres();
        return postgres.start().has_value() && postgres.stop().has_value();
    }();
    if (!made)
        throw std::runtime_error("no private PostgreSQL starts here at all");
    return home.path();
}

} // namespace

Home::Home(Cluster cluster, const std::string &name)
{
    const std::filesystem::path base = m_base.path().toStdString();
    m_path = base / name;
    ::chmod(base.c_str(), 0711); // so that the server's account gets through to what root made
    if (cluster == Cluster::made)
        duplicate(model(), m_path);
    opened(m_path);
}

Home::~Home()
{
    static_cast<void>(postgres().stop());
}

uid_t Home::owner() const
{
    struct stat facts = {};
    ::stat(folder().c_str(), &facts);
    return facts.st_uid;
}

PrivatePostgres Home::postgres(rig::local::Interrupted interrupted,
                               const std::filesystem::path &programs) const
{
    return PrivatePostgres(opened(m_path), std::move(interrupted), programs);
}

void Home::write(const std::filesystem::path &file, const std::string &text)
{
    std::ofstream(file, std::ios::binary) << text;
}

std::string Home::read(const std::filesystem::path &file)
{
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}
