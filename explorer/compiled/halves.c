/* Does in two threads what can be done in two halves. */

#include "halves.h"

#include <pthread.h>

enum { WORTH_IT = 1 << 16 };

typedef struct {
    Work *work;
    void *about;
    uint64_t begin, end;
} Half;

static void *work_on(void *half) {
    const Half *mine = half;
    mine->work(mine->about, mine->begin, mine->end);
    return NULL;
}

void outlive_halve(const Worlds *worlds, uint64_t count, uint64_t grain, Work *work, void *about) {
    uint64_t middle = count / 2 / grain * grain;
    Half other = {work, about, middle, count};
    pthread_t thread;
    bool shared = worlds->fewest && worlds->list.known >= WORTH_IT && !pthread_create(&thread, NULL, work_on, &other);
    work(about, 0, shared ? middle : count);
    if (shared) pthread_join(thread, NULL);
}
