#include "domain/record.h"

namespace rig {

void RecordBatch::add(const Record &record)
{
    Entry entry{record, m_bytes.size(), record.payload.size(), record.origin.size(), record.ingestId.size()};
    m_bytes.append(record.payload).append(record.origin).append(record.ingestId);
    m_entries.push_back(entry);
}

Record RecordBatch::operator[](std::size_t index) const
{
    const Entry &entry = m_entries[index];
    const std::string_view bytes = m_bytes;
    Record record = entry.record;
    record.payload = bytes.substr(entry.at, entry.payload);
    record.origin = bytes.substr(entry.at + entry.payload, entry.origin);
    record.ingestId = bytes.substr(entry.at + entry.payload + entry.origin, entry.ingestId);
    return record;
}

} // namespace rig
