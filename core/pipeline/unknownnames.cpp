#include "pipeline/unknownnames.h"

#include "pipeline/plaintext.h"

namespace rig::pipeline {

void UnknownNames::count(std::string_view name, std::string_view machine, std::string_view value)
{
    if (name.size() > maxNameBytes) {
        ++m_beyond;
        return;
    }
    auto found = m_names.find(name);
    if (found == m_names.end())
        found = m_names.find(plainText(name, maxNameBytes));
    if (found != m_names.end())
        ++found->second.count;
    else if (m_names.size() < maxNames)
        m_names.emplace(plainText(name, maxNameBytes),
                        Name{1, plainText(machine, maxNameBytes), plainText(value, maxSampleBytes)});
    else
        ++m_beyond;
}

} // namespace rig::pipeline
