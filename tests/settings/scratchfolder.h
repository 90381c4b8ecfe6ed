#pragma once

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <string_view>

/// A folder of its own for one test, gone afterwards.
class ScratchFolder
{
public:
    std::filesystem::path path() const { return m_folder.path().toStdString(); }

    std::filesystem::path write(const std::filesystem::path &name, std::string_view text) const
    {
        const std::filesystem::path whole = path() / name;
        std::filesystem::create_directories(whole.parent_path());
        std::ofstream(whole, std::ios::binary) << text;
        std::filesystem::permissions(whole, std::filesystem::perms{0600});
        return whole;
    }

    QString text(const std::filesystem::path &name) const
    {
        return QString::fromStdString((path() / name).string());
    }

private:
    QTemporaryDir m_folder;
};
