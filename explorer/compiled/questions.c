/* Answers questions about a whole list, a byte for each world, that would take Python seconds. */

#include "worlds.h"

#include <stdlib.h>
#include <string.h>

static bool any(const uint64_t *one, const uint64_t *other, uint32_t words) {
    for (uint32_t word = 0; word < words; word++) {
        if (one[word] & other[word]) return true;
    }
    return false;
}

/* Marks the worlds that enable one of these rules. */
void outlive_enabling(const Worlds *worlds, const uint64_t *rules, uint8_t *marks) {
    uint64_t enabled[worlds->tables.rule_words];
    for (uint32_t place = 0; place < worlds->list.known; place++) {
        find_enabled(&worlds->tables, world_at(worlds, place), enabled);
        marks[place] = any(enabled, rules, worlds->tables.rule_words);
    }
}

/* Goes over the open worlds from the last to the first: who has a step to a marked one is marked. How many are left. */
static uint64_t sweep(const Worlds *worlds, uint8_t *marks) {
    const Steps *steps = &worlds->steps;
    uint64_t left = 0;
    for (uint32_t place = worlds->list.known; place-- > 0;) {
        if (marks[place]) continue;
        for (uint64_t step = steps->first[place]; !marks[place] && step < steps->first[place + 1]; step++) {
            marks[place] = marks[steps->target[step]];
        }
        left += !marks[place];
    }
    return left;
}

/* For each world where the open sources of its steps begin in a list of them; NULL if there is no memory. */
static uint64_t *backwards(const Worlds *worlds, const uint8_t *marks, uint32_t **sources) {
    const Steps *steps = &worlds->steps;
    uint64_t *begin = calloc((uint64_t)worlds->list.known + 2, sizeof *begin);
    *sources = begin ? malloc((worlds->list.count + 1) * sizeof **sources) : NULL;
    if (!*sources) {
        free(begin);
        return NULL;
    }
    for (uint32_t place = 0; place < worlds->list.known; place++) {
        for (uint64_t step = steps->first[place]; !marks[place] && step < steps->first[place + 1]; step++) {
            begin[(uint64_t)steps->target[step] + 2]++;
        }
    }
    for (uint64_t place = 0; place < worlds->list.known; place++) begin[place + 2] += begin[place + 1];
    for (uint32_t place = 0; place < worlds->list.known; place++) {
        for (uint64_t step = steps->first[place]; !marks[place] && step < steps->first[place + 1]; step++) {
            (*sources)[begin[(uint64_t)steps->target[step] + 1]++] = place;
        }
    }
    return begin;
}

/* The rest of `outlive_able`, step by step against their direction. */
static bool walk_back(const Worlds *worlds, uint8_t *marks) {
    uint32_t *sources, *queue = malloc(((uint64_t)worlds->list.known + 1) * sizeof *queue);
    uint64_t *begin = queue ? backwards(worlds, marks, &sources) : NULL;
    if (!begin) {
        free(queue);
        return false;
    }
    uint32_t last = 0;
    for (uint32_t place = 0; place < worlds->list.known; place++) {
        if (marks[place]) queue[last++] = place;
    }
    for (uint32_t next = 0; next < last; next++) {
        for (uint64_t at = begin[queue[next]]; at < begin[(uint64_t)queue[next] + 1]; at++) {
            uint32_t source = sources[at];
            if (!marks[source]) queue[last++] = source;
            marks[source] = 1;
        }
    }
    free(begin), free(sources), free(queue);
    return true;
}

/* Marks all worlds from which a marked one can be reached; false if there is no memory. */
bool outlive_able(const Worlds *worlds, uint8_t *marks) {
    uint64_t before = worlds->list.known, left;
    while ((left = sweep(worlds, marks)) && left < before) {
        if (left * 2 > before) return walk_back(worlds, marks);
        before = left;
    }
    return true;
}

/* Marks the worlds in which an answer can be pending; false if there is no memory. */
bool outlive_waiting(const Worlds *worlds, const uint8_t *triggers, const uint8_t *answers, uint8_t *waiting) {
    const Steps *steps = &worlds->steps;
    uint32_t last = 0, *queue = malloc(((uint64_t)worlds->list.known + 1) * sizeof *queue);
    if (!queue) return false;
    for (uint32_t place = 0; place < worlds->list.known; place++) {
        waiting[place] = triggers[place] && !answers[place];
        if (waiting[place]) queue[last++] = place;
    }
    for (uint32_t next = 0; next < last; next++) {
        for (uint64_t step = steps->first[queue[next]]; step < steps->first[queue[next] + 1]; step++) {
            uint32_t target = steps->target[step];
            if (waiting[target] || answers[target]) continue;
            waiting[target] = 1;
            queue[last++] = target;
        }
    }
    free(queue);
    return true;
}

/* What a run breadth first over (world, pending) knows: each is twice a place, and one more if an answer is pending. */
typedef struct {
    const uint8_t *triggers, *answers;
    uint64_t *came_by;             /* the step that found it, twice and its pending bit; all bits: not found */
    uint64_t *queue;
    uint64_t last;
} Search;

static uint64_t entered(const Search *search, uint64_t place, uint64_t pending) {
    return place * 2 + (!search->answers[place] && (pending || search->triggers[place]));
}

static void find(Search *search, uint64_t at, uint64_t came_by) {
    if (search->came_by[at] != UINT64_MAX) return;
    search->came_by[at] = came_by;
    search->queue[search->last++] = at;
}

/* The nearest (world, pending) that is marked in goals[pending]; all bits if there is none. */
static uint64_t nearest(const Worlds *worlds, Search *search, const uint8_t *const goals[2]) {
    const Steps *steps = &worlds->steps;
    find(search, entered(search, 0, 0), UINT64_MAX - 1);
    for (uint64_t next = 0; next < search->last; next++) {
        uint64_t place = search->queue[next] / 2, pending = search->queue[next] & 1;
        if (goals[pending][place]) return search->queue[next];
        for (uint64_t step = steps->first[place]; step < steps->first[place + 1]; step++) {
            find(search, entered(search, steps->target[step], pending), step * 2 + pending);
        }
    }
    return UINT64_MAX;
}

static uint64_t source_of(const Steps *steps, uint64_t worlds, uint64_t step) {
    uint64_t low = 0, high = worlds;
    while (high - low > 1) {
        uint64_t middle = low + (high - low) / 2;
        if (steps->first[middle] <= step) low = middle;
        else high = middle;
    }
    return low;
}

/* The steps that led to `at`, last first, in memory of their own, their number in `*length`; NULL if there is none. */
static uint64_t *walk(const Worlds *worlds, const Search *search, uint64_t at, uint64_t *length) {
    uint64_t room = 64, *steps = malloc(room * sizeof *steps);
    for (*length = 0; steps && search->came_by[at] != UINT64_MAX - 1; ++*length) {
        if (*length == room) {
            uint64_t *more = realloc(steps, (room *= 2) * sizeof *steps);
            if (!more) free(steps);
            steps = more;
            if (!steps) return NULL;
        }
        uint64_t came_by = search->came_by[at];
        steps[*length] = came_by / 2;
        at = source_of(&worlds->steps, worlds->list.known, came_by / 2) * 2 + (came_by & 1);
    }
    return steps;
}

/* The least of the shortest stems to a world marked in the third of the marks with an answer pending, or in the fourth
   without; the first mark triggers, the second answers. `end` gets its length, and whether an answer is pending. */
uint64_t *outlive_stem(const Worlds *worlds, const uint8_t *const marks[4], uint64_t end[2]) {
    uint64_t states = (uint64_t)worlds->list.known * 2;
    Search search = {marks[0], marks[1], malloc(states * 8), malloc(states * 8), 0};
    uint64_t *steps = NULL;
    if (search.came_by && search.queue) {
        memset(search.came_by, 0xFF, states * 8);
        const uint8_t *goals[2] = {marks[3], marks[2]};
        uint64_t at = nearest(worlds, &search, goals);
        if (at != UINT64_MAX) steps = walk(worlds, &search, at, &end[0]);
        end[1] = at & 1;
    }
    free(search.came_by), free(search.queue);
    return steps;
}

void outlive_free_stem(uint64_t *steps) {
    free(steps);
}
