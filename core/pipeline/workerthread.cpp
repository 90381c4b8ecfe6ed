#include "pipeline/workerthread.h"

#include <pthread.h>

#include <condition_variable>
#include <mutex>

namespace rig::pipeline {

WorkerThread::WorkerThread(std::string name, Body body)
    : m_thread([name = std::move(name), body = std::move(body)](const std::stop_token &stop) {
          pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
          body(stop);
      })
{
}

bool sleepUnlessStopped(const std::stop_token &stop, std::chrono::milliseconds time)
{
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any woken;
    woken.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

} // namespace rig::pipeline
