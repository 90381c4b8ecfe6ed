#include "composition/core/privatefiles.h"

#include <algorithm>
#include <string_view>

namespace rig::composition {

namespace {

namespace fs = std::filesystem;

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::ranges::find(names, name) != names.end();
}

bool endsWithOneOf(std::string_view name, std::initializer_list<std::string_view> endings)
{
    return std::ranges::any_of(endings, [&](std::string_view ending) { return name.ends_with(ending); });
}

bool isFile(const fs::directory_entry &entry)
{
    const fs::file_type type = entry.symlink_status().type();
    return type == fs::file_type::regular || type == fs::file_type::socket;
}

bool isFolder(const fs::directory_entry &entry)
{
    return entry.symlink_status().type() == fs::file_type::directory;
}

bool isLock(const fs::directory_entry &entry)
{
    return isFile(entry) &&
           isOneOf(entry.path().filename().native(),
                   {"window.lock", "keep.lock", "judge.lock", "postgres-turn.lock", "postgres-users.lock"});
}

bool isOursAtTheTop(const fs::directory_entry &entry)
{
    const std::string name = entry.path().filename();
    const bool named =
        isOneOf(name, {"plant.kept", "servers.json", "servers.json.new", "installation", "installation.new"});
    const bool journal = name.starts_with("judge-") && endsWithOneOf(name, {".journal", ".journal.damaged"});
    return isFile(entry) && (named || journal);
}

/// The cluster is ours as a whole: what stands in it is PostgreSQL's.
bool isOursInPostgres(const fs::directory_entry &entry)
{
    const std::string name = entry.path().filename();
    return isFolder(entry)
               ? isOneOf(name, {"data", "data.new"})
               : isFile(entry) && isOneOf(name, {"server.log", ".s.PGSQL.5432", ".s.PGSQL.5432.lock"});
}

/// "rig-alpha.log", and older ones with a number behind it.
bool isOursInLog(const fs::directory_entry &entry)
{
    const std::string name = entry.path().filename();
    const std::string_view older = std::string_view(name).substr(0, name.find_last_not_of("0123456789") + 1);
    return isFile(entry) &&
           (isOneOf(name, {"rig-alpha.log", "rigctl-node.log"}) ||
            (older.size() < name.size() && isOneOf(older, {"rig-alpha.log.", "rigctl-node.log."})));
}

class Deletion
{
public:
    explicit Deletion(std::error_code &trouble) : m_trouble(trouble) {}

    std::vector<fs::path> kept() && { return std::move(m_kept); }

    void clearDirectory(const fs::path &directory)
    {
        const std::vector<fs::directory_entry> entries = entriesOf(directory);
        for (const fs::directory_entry &entry : entries) {
            const std::string name = entry.path().filename();
            if (isFolder(entry) && name == "postgres")
                clearFolder(entry.path(), isOursInPostgres);
            else if (isFolder(entry) && name == "log")
                clearFolder(entry.path(), isOursInLog);
            else if (!isLock(entry))
                removeOrKeep(entry, isOursAtTheTop(entry));
        }
        // Whoever starts meanwhile still finds the locks taken.
        for (const fs::directory_entry &entry : entries)
            if (isLock(entry))
                removeOrKeep(entry, true);
        removeIfEmpty(directory);
    }

private:
    void clearFolder(const fs::path &folder, bool (*isOurs)(const fs::directory_entry &))
    {
        for (const fs::directory_entry &entry : entriesOf(folder))
            removeOrKeep(entry, isOurs(entry));
        removeIfEmpty(folder);
    }

    std::vector<fs::directory_entry> entriesOf(const fs::path &folder)
    {
        std::vector<fs::directory_entry> entries;
        for (fs::directory_iterator entry(folder, m_trouble), end; !m_trouble && entry != end;
             entry.increment(m_trouble))
            entries.push_back(*entry);
        return entries;
    }

    void removeOrKeep(const fs::directory_entry &entry, bool isOurs)
    {
        if (!isOurs)
            m_kept.push_back(entry.path());
        else if (!m_trouble)
            fs::remove_all(entry.path(), m_trouble);
    }

    void removeIfEmpty(const fs::path &folder)
    {
        if (!m_trouble && fs::is_empty(folder, m_trouble))
            fs::remove(folder, m_trouble);
    }

    std::error_code &m_trouble;
    std::vector<fs::path> m_kept;
};

} // namespace

std::vector<fs::path> deletePrivateFiles(const fs::path &directory, std::error_code &trouble)
{
    Deletion deletion(trouble);
    deletion.clearDirectory(directory);
    return std::move(deletion).kept();
}

} // namespace rig::composition
