/* Fair components: strong components of part of the list around which a run can go for ever and be fair.

   As explorer/fairness.py finds them: Tarjan, "Depth-first search and linear graph algorithms" (SIAM 1972), and Emerson
   and Lei, "Modalities for model checking: branching time logic strikes back" (1987). */

#include "worlds.h"

#include <stdlib.h>
#include <string.h>

static const uint32_t CLOSED = UINT32_MAX;

/* A world on the way down, and its next step. */
typedef struct {
    uint32_t place, number;
    uint64_t step;
} Down;

typedef struct {
    const Worlds *worlds;
    const uint64_t *weak, *strong;
    uint32_t *lowest;              /* 0: not entered; CLOSED: outside, or its component is found */
    uint64_t *label;               /* the strong component a world was in last */
    uint32_t *fair;                /* the fair component a world is in; 0: in none */
    uint32_t *open;                /* worlds whose component is still open, in the order in which they were entered */
    uint32_t *pending;             /* regions that are to be divided, one after the other, each before its size */
    Down *down;
    uint64_t opened, waiting;
    uint64_t labels;
    uint32_t components;
    uint64_t *somewhere, *everywhere, *inside, *enabled;
} Division;

/* Which fair rules are enabled somewhere in a component, which all over it, and which have a step inside. */
static void look_at(Division *division, const uint32_t *component, uint64_t size) {
    const Worlds *worlds = division->worlds;
    const Steps *steps = &worlds->steps;
    uint32_t words = worlds->tables.rule_words;
    uint64_t label = division->label[component[0]];
    for (uint32_t word = 0; word < words; word++) {
        division->somewhere[word] = division->inside[word] = 0;
        division->everywhere[word] = ~UINT64_C(0);
    }
    for (uint64_t place = 0; place < size; place++) {
        uint32_t world = component[place];
        find_enabled(&worlds->tables, world_at(worlds, world), division->enabled);
        for (uint32_t word = 0; word < words; word++) {
            division->somewhere[word] |= division->enabled[word];
            division->everywhere[word] &= division->enabled[word];
        }
        for (uint64_t step = steps->first[world]; step < steps->first[world + 1]; step++) {
            if (division->label[steps->target[step]] != label) continue;
            division->inside[steps->rule[step] / 64] |= UINT64_C(1) << steps->rule[step] % 64;
        }
    }
}

/* The strong rules that a component asks for and does not have, in `somewhere`; whether it lacks a weak one, any. */
static bool lacks(Division *division, bool *weak) {
    bool some = *weak = false;
    for (uint32_t word = 0; word < division->worlds->tables.rule_words; word++) {
        uint64_t outside = ~division->inside[word];
        if (division->everywhere[word] & division->weak[word] & outside) *weak = true;
        division->somewhere[word] &= division->strong[word] & outside;
        if (division->somewhere[word]) some = true;
    }
    return some || *weak;
}

static bool asks_for(Division *division, uint32_t world, const uint64_t *rules) {
    const Tables *tables = &division->worlds->tables;
    find_enabled(tables, world_at(division->worlds, world), division->enabled);
    for (uint32_t word = 0; word < tables->rule_words; word++) {
        if (division->enabled[word] & rules[word]) return true;
    }
    return false;
}

/* A strong component with a step inside: it is fair, or the part of it that may be is divided again. */
static void judge(Division *division, const uint32_t *component, uint64_t size) {
    bool weak;
    look_at(division, component, size);
    if (!lacks(division, &weak)) {
        division->components++;
        for (uint64_t place = 0; place < size; place++) division->fair[component[place]] = division->components;
        return;
    }
    if (weak) return;
    uint64_t begin = division->waiting;
    for (uint64_t place = 0; place < size; place++) {
        if (asks_for(division, component[place], division->somewhere)) continue;
        division->pending[division->waiting++] = component[place];
    }
    division->pending[division->waiting] = (uint32_t)(division->waiting - begin);
    division->waiting += division->waiting > begin;
}

static bool steps_onto_itself(const Steps *steps, uint32_t world) {
    for (uint64_t step = steps->first[world]; step < steps->first[world + 1]; step++) {
        if (steps->target[step] == world) return true;
    }
    return false;
}

static void close(Division *division, uint32_t root) {
    uint64_t begin = division->opened;
    division->labels++;
    do {
        begin--;
        division->lowest[division->open[begin]] = CLOSED;
        division->label[division->open[begin]] = division->labels;
    } while (division->open[begin] != root);
    uint64_t size = division->opened - begin;
    division->opened = begin;
    if (size > 1 || steps_onto_itself(&division->worlds->steps, root)) judge(division, &division->open[begin], size);
}

static Down enter(Division *division, uint32_t place, uint32_t number) {
    division->lowest[place] = number;
    division->open[division->opened++] = place;
    return (Down){place, number, division->worlds->steps.first[place]};
}

static void divide_from(Division *division, uint32_t root) {
    const Steps *steps = &division->worlds->steps;
    uint32_t *lowest = division->lowest, number = 1;
    uint64_t depth = 0;
    division->down[0] = enter(division, root, number);
    for (;;) {
        Down *top = &division->down[depth];
        uint64_t end = steps->first[top->place + 1];
        while (top->step < end && lowest[steps->target[top->step]]) {
            uint32_t reached = lowest[steps->target[top->step++]];
            if (reached < lowest[top->place]) lowest[top->place] = reached;
        }
        if (top->step < end) {
            uint32_t target = steps->target[top->step++];
            division->down[++depth] = enter(division, target, ++number);
            continue;
        }
        if (lowest[top->place] == top->number) close(division, top->place);
        else if (lowest[top->place] < lowest[top[-1].place]) lowest[top[-1].place] = lowest[top->place];
        if (!depth--) return;
    }
}

static void divide(Division *division, const uint32_t *region, uint64_t size) {
    for (uint64_t place = 0; place < size; place++) division->lowest[region[place]] = 0;
    for (uint64_t place = 0; place < size; place++) {
        if (!division->lowest[region[place]]) divide_from(division, region[place]);
    }
}

static void divide_all(Division *division, const uint8_t *marks, uint32_t *region) {
    uint64_t size = 0;
    for (uint32_t place = 0; place < division->worlds->list.known; place++) {
        division->lowest[place] = CLOSED;
        if (marks[place]) region[size++] = place;
    }
    divide(division, region, size);
    while (division->waiting) {
        size = division->pending[--division->waiting];
        division->waiting -= size;
        memcpy(region, &division->pending[division->waiting], size * sizeof *region);
        divide(division, region, size);
    }
}

/* The fair components inside the marked worlds: `fair` gets the number of each world's, from 1 on, and 0 elsewhere.
   How many there are; -1 if there is no memory. `rules` are the weakly, then the strongly fair ones. */
int64_t outlive_fair(const Worlds *worlds, const uint64_t *rules, const uint8_t *marks, uint32_t *fair) {
    uint64_t known = worlds->list.known, words = worlds->tables.rule_words;
    uint32_t *places = calloc(known, 5 * sizeof *places);
    uint64_t *label = calloc(known, sizeof *label);
    Down *down = malloc(known * sizeof *down);
    uint64_t *masks = malloc(words * 4 * sizeof *masks);
    int64_t found = -1;
    if (places && label && down && masks) {
        memset(fair, 0, known * sizeof *fair);
        Division division = {
            .worlds = worlds, .weak = rules, .strong = rules + words, .lowest = places, .label = label, .fair = fair,
            .open = places + known, .pending = places + known * 2, .down = down, .somewhere = masks,
            .everywhere = masks + words, .inside = masks + words * 2, .enabled = masks + words * 3,
        };
        divide_all(&division, marks, places + known * 4);
        found = division.components;
    }
    free(places), free(label), free(down), free(masks);
    return found;
}

/* Marks the worlds of those components that pass a marked world; false if there is no memory. */
bool outlive_passing(const Worlds *worlds, const uint32_t *fair, const uint8_t *marks, uint8_t *passing) {
    bool *passes = calloc((uint64_t)worlds->list.known + 1, sizeof *passes);
    if (!passes) return false;
    for (uint32_t place = 0; place < worlds->list.known; place++) {
        if (marks[place]) passes[fair[place]] = true;
    }
    for (uint32_t place = 0; place < worlds->list.known; place++) passing[place] = fair[place] && passes[fair[place]];
    free(passes);
    return true;
}
