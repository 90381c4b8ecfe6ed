#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace rig::pipeline {

/// Hands values from one thread to another, at most `capacity` of them. When it is full the one who pushes
/// keeps the item and stops its source.
template <class Item> class BoundedQueue
{
public:
    explicit BoundedQueue(std::size_t capacity) : m_capacity(capacity) {}

    /// False, and `item` untouched, when the queue stayed full for all of `patience`.
    bool push(Item &item, std::chrono::milliseconds patience = {})
    {
        std::unique_lock lock(m_mutex);
        if (!m_spaceFree.wait_for(lock, patience, [this] { return m_items.size() < m_capacity; }))
            return false;
        m_items.push_back(std::move(item));
        m_itemsThere.notify_one();
        return true;
    }

    /// The oldest item; none when nothing came within `patience`.
    std::optional<Item> pop(std::chrono::milliseconds patience = {})
    {
        std::unique_lock lock(m_mutex);
        if (!m_itemsThere.wait_for(lock, patience, [this] { return !m_items.empty(); }))
            return {};
        std::optional<Item> item(std::move(m_items.front()));
        m_items.pop_front();
        m_spaceFree.notify_one();
        return item;
    }

    /// The oldest item if it satisfies `wanted`.
    template <class Wanted> std::optional<Item> popIf(Wanted wanted)
    {
        const std::lock_guard lock(m_mutex);
        if (m_items.empty() || !wanted(m_items.front()))
            return {};
        std::optional<Item> item(std::move(m_items.front()));
        m_items.pop_front();
        m_spaceFree.notify_one();
        return item;
    }

private:
    const std::size_t m_capacity;
    std::mutex m_mutex;
    std::condition_variable m_spaceFree;
    std::condition_variable m_itemsThere;
    std::deque<Item> m_items;
};

} // namespace rig::pipeline
