/// What GCC's thread sanitizer does not see of threads, by what it does see. Those of C11, which librdkafka
/// uses: in a thread that it did not see begin it crashes. Their types are as large and aligned as those of
/// POSIX in glibc, which does the same. And waits of POSIX with a clock of one's own, which the standard
/// library uses for steady time.
#include <pthread.h>
#include <threads.h>

#include <cerrno>
#include <memory>

namespace {

pthread_mutex_t *posix(mtx_t *mutex)
{
    return reinterpret_cast<pthread_mutex_t *>(mutex);
}

pthread_cond_t *posix(cnd_t *condition)
{
    return reinterpret_cast<pthread_cond_t *>(condition);
}

int answer(int error)
{
    switch (error) {
    case 0:
        return thrd_success;
    case ENOMEM:
        return thrd_nomem;
    case EBUSY:
        return thrd_busy;
    case ETIMEDOUT:
        return thrd_timedout;
    default:
        return thrd_error;
    }
}

/// The same instant by the clock that everything else waits by.
timespec realTime(clockid_t clock, const timespec &until)
{
    timespec now{};
    timespec real{};
    clock_gettime(clock, &now);
    clock_gettime(CLOCK_REALTIME, &real);
    constexpr long second = 1'000'000'000;
    const long nanoseconds = real.tv_nsec + until.tv_nsec - now.tv_nsec; // from one second below 0 to two
    const long carry = (nanoseconds + second) / second - 1;
    return {real.tv_sec + until.tv_sec - now.tv_sec + carry, nanoseconds - carry * second};
}

struct Start
{
    thrd_start_t function;
    void *argument;
};

void *run(void *start)
{
    const std::unique_ptr<Start> own(static_cast<Start *>(start));
    const auto result = static_cast<std::intptr_t>(own->function(own->argument));
    return reinterpret_cast<void *>(result);
}

} // namespace

static_assert(sizeof(mtx_t) == sizeof(pthread_mutex_t) && sizeof(cnd_t) == sizeof(pthread_cond_t) &&
              sizeof(thrd_t) == sizeof(pthread_t) && sizeof(once_flag) == sizeof(pthread_once_t));

extern "C" {

int thrd_create(thrd_t *thread, thrd_start_t function, void *argument)
{
    auto start = std::make_unique<Start>(Start{function, argument});
    const int error = pthread_create(thread, nullptr, run, start.get());
    if (error == 0)
        start.release();
    return error == EAGAIN ? thrd_nomem : answer(error);
}

int thrd_join(thrd_t thread, int *result)
{
    void *returned = nullptr;
    const int error = pthread_join(thread, &returned);
    if (error == 0 && result != nullptr)
        *result = static_cast<int>(reinterpret_cast<std::intptr_t>(returned));
    return answer(error);
}

void call_once(once_flag *flag, void (*function)(void))
{
    pthread_once(reinterpret_cast<pthread_once_t *>(flag), function);
}

int mtx_init(mtx_t *mutex, int type)
{
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes,
                              (type & mtx_recursive) != 0 ? PTHREAD_MUTEX_RECURSIVE : PTHREAD_MUTEX_NORMAL);
    const int error = pthread_mutex_init(posix(mutex), &attributes);
    pthread_mutexattr_destroy(&attributes);
    return answer(error);
}

void mtx_destroy(mtx_t *mutex)
{
    pthread_mutex_destroy(posix(mutex));
}

int mtx_lock(mtx_t *mutex)
{
    return answer(pthread_mutex_lock(posix(mutex)));
}

int mtx_unlock(mtx_t *mutex)
{
    return answer(pthread_mutex_unlock(posix(mutex)));
}

int cnd_init(cnd_t *condition)
{
    return answer(pthread_cond_init(posix(condition), nullptr));
}

void cnd_destroy(cnd_t *condition)
{
    pthread_cond_destroy(posix(condition));
}

int cnd_signal(cnd_t *condition)
{
    return answer(pthread_cond_signal(posix(condition)));
}

int cnd_broadcast(cnd_t *condition)
{
    return answer(pthread_cond_broadcast(posix(condition)));
}

int cnd_wait(cnd_t *condition, mtx_t *mutex)
{
    return answer(pthread_cond_wait(posix(condition), posix(mutex)));
}

int cnd_timedwait(cnd_t *condition, mtx_t *mutex, const timespec *until)
{
    return answer(pthread_cond_timedwait(posix(condition), posix(mutex), until));
}

int pthread_cond_clockwait(pthread_cond_t *condition, pthread_mutex_t *mutex, clockid_t clock,
                           const timespec *until)
{
    const timespec real = realTime(clock, *until);
    return pthread_cond_timedwait(condition, mutex, &real);
}

int pthread_mutex_clocklock(pthread_mutex_t *mutex, clockid_t clock, const timespec *until)
{
    const timespec real = realTime(clock, *until);
    return pthread_mutex_timedlock(mutex, &real);
}
}
