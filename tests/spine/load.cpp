#include "spine/load.h"

#include "support/randommessages.h"

namespace rig::test {

using namespace std::chrono_literals;

Load::Load(RecordingProducer &producer, int perSecond, std::uint32_t seed)
    : m_producer(producer), m_thread([this, perSecond, seed](const std::stop_token &stop) {
          RandomMessages random(seed);
          const auto began = std::chrono::steady_clock::now();
          while (!stop.stop_requested()) {
              const auto due = (std::chrono::steady_clock::now() - began) * perSecond / 1s;
              for (; m_written < due; ++m_written)
                  m_producer.send(random.next());
              std::this_thread::sleep_for(5ms);
          }
      })
{
}

void Load::stop()
{
    m_thread.request_stop();
    m_thread.join();
    m_producer.flush();
}

} // namespace rig::test
