#pragma once

#include "local/privatepostgres.h"

#include <QTemporaryDir>

/// An installation with a private PostgreSQL, for one test. Its server is stopped and all its files are
/// removed with it.
class Home
{
public:
    enum class Cluster
    {
        none,
        made, ///< once per run, then copied
    };

    explicit Home(Cluster cluster = Cluster::made, const std::string &name = "home");
    ~Home();
    Home(const Home &) = delete;
    Home &operator=(const Home &) = delete;

    const std::filesystem::path &path() const { return m_path; }
    std::filesystem::path folder() const { return m_path / "postgres"; }
    std::filesystem::path data() const { return folder() / "data"; }
    /// Whom the server runs as.
    uid_t owner() const;

    rig::local::PrivatePostgres postgres(
        rig::local::Interrupted interrupted = [] { return false; },
        const std::filesystem::path &programs = rig::local::PrivatePostgres::installedBelow) const;

    static void write(const std::filesystem::path &file, const std::string &text);
    static std::string read(const std::filesystem::path &file);

private:
    QTemporaryDir m_base;
    std::filesystem::path m_path;
};
