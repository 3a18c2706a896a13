/* Lists every reachable world of a network and every step, breadth first, by a hash table of places.

   Worlds are found in the order of their shortest runs, as explorer/listing.py finds them. (Knuth, "The Art of Computer
   Programming", volume 3, 6.4: linear probing.) */

#if defined(__linux__)
#define _DEFAULT_SOURCE
#endif

#include "worlds.h"

#include <stdlib.h>
#include <string.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif

/* By this the library is known to be built from these files, see building.py. */
const char *const outlive_sources = SOURCES;

enum { LEAST_ROOM = 1 << 12, LEAST_SLOTS = 1 << 14, MANY_SLOTS = 1 << 24 };
static const uint64_t HUGE_PAGE = 1 << 21;
static const uint64_t MOST_PLACES = UINT32_MAX - PENDING - 1;

/* An odd number with bits all over: 2 to the 64 divided by the golden ratio (Knuth, 6.4). */
static const uint64_t MIX = UINT64_C(0x9E3779B97F4A7C15);

MADE_ANEW uint64_t hash_of(const uint64_t *world, const uint32_t words) {
    uint64_t hash = 0;
    for (uint32_t word = 0; word < words; word++) {
        hash = (hash ^ world[word]) * MIX;
        hash ^= hash >> 32;
    }
    return hash * MIX;
}

/* Random reads over many small pages cost twice as much. */
static void ask_for_huge_pages(void *memory, uint64_t bytes) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    uintptr_t begin = ((uintptr_t)memory + HUGE_PAGE - 1) & ~(uintptr_t)(HUGE_PAGE - 1);
    if (bytes >= 4 * HUGE_PAGE) madvise((void *)begin, bytes - 2 * HUGE_PAGE, MADV_HUGEPAGE);
#else
    (void)memory, (void)bytes;
#endif
}

static bool grow(void **memory, uint64_t count, uint64_t size) {
    void *grown = realloc(*memory, count * size);
    if (!grown) return false;
    *memory = grown;
    ask_for_huge_pages(grown, count * size);
    return true;
}

static bool make_room_for_worlds(Worlds *worlds) {
    if (worlds->known + PENDING <= worlds->room) return true;
    uint64_t room = worlds->room + worlds->room / 2 + LEAST_ROOM;
    if (room > MOST_PLACES) return false;
    if (!grow((void **)&worlds->world, room, worlds->tables.words * sizeof *worlds->world)) return false;
    if (!grow((void **)&worlds->source, room, sizeof *worlds->source)) return false;
    if (!grow((void **)&worlds->rule, room, sizeof *worlds->rule)) return false;
    worlds->room = room;
    return true;
}

/* Worlds of 96 bits at most stand in their slots; of others only the first word and half of the hash. */
MADE_ANEW uint32_t rest_of(const uint64_t *world, uint64_t hash, const uint32_t words, const bool in_slots) {
    if (!in_slots) return (uint32_t)(hash >> 16);
    return words > 1 ? (uint32_t)world[1] : 0;
}

/* The best bits of a product are its highest. */
static inline uint64_t first_slot(uint64_t slots, uint64_t hash) {
    return hash >> (__builtin_clzll(slots) + 1);
}

static void put(Slot *slot, uint64_t slots, uint64_t hash, Slot what) {
    uint64_t at = first_slot(slots, hash);
    while (slot[at].place) at = (at + 1) & (slots - 1);
    slot[at] = what;
}

/* How many slots so many worlds need: two thirds of them are taken at most. */
static uint64_t slots_for(const Worlds *worlds, uint64_t known) {
    uint64_t slots = worlds->slots ? worlds->slots : LEAST_SLOTS;
    while (known * 3 > slots * 2) slots *= slots < MANY_SLOTS ? 4 : 2;
    return slots;
}

static bool make_room_for_slots(Worlds *worlds) {
    uint64_t slots = slots_for(worlds, (uint64_t)worlds->known + PENDING);
    if (slots == worlds->slots) return true;
    Slot *slot = calloc(slots, sizeof *slot);
    if (!slot) return false;
    ask_for_huge_pages(slot, slots * sizeof *slot);
    for (uint64_t old = 0; old < worlds->slots; old++) {
        uint32_t place = worlds->slot[old].place;
        if (!place) continue;
        put(slot, slots, hash_of(world_at(worlds, place - 1), worlds->tables.words), worlds->slot[old]);
    }
    free(worlds->slot);
    worlds->slot = slot;
    worlds->slots = slots;
    return true;
}

static bool make_room(Worlds *worlds) {
    return make_room_for_worlds(worlds) && make_room_for_slots(worlds);
}

MADE_ANEW bool same(const uint64_t *one, const uint64_t *other, const uint32_t words) {
    for (uint32_t word = 0; word < words; word++) {
        if (one[word] != other[word]) return false;
    }
    return true;
}

MADE_ANEW void copy(uint64_t *to, const uint64_t *from, const uint32_t words) {
    for (uint32_t word = 0; word < words; word++) to[word] = from[word];
}

/* The slot of a world: where it is, or the free one where it should be. */
MADE_ANEW uint64_t slot_of(const Worlds *worlds, const uint64_t *world, uint64_t hash, const uint32_t words,
                           const bool in_slots) {
    const Slot *slots = worlds->slot;
    uint64_t last = worlds->slots - 1;
    uint32_t rest = rest_of(world, hash, words, in_slots);
    for (uint64_t at = first_slot(worlds->slots, hash);; at = (at + 1) & last) {
        if (!slots[at].place) return at;
        if (slots[at].word != world[0] || slots[at].rest != rest) continue;
        if (in_slots || same(&worlds->world[(uint64_t)(slots[at].place - 1) * words], world, words)) return at;
    }
}

/* A world found first by the pending step `count`. */
MADE_ANEW void add(Worlds *worlds, uint32_t count, uint64_t at, const uint32_t words, const bool in_slots) {
    const Pending *pending = &worlds->pending;
    copy(&worlds->world[(uint64_t)worlds->known * words], &pending->target[(uint64_t)count * words], words);
    worlds->source[worlds->known] = pending->source[count];
    worlds->rule[worlds->known] = pending->rule[count];
    worlds->known++;
    const uint64_t *world = &pending->target[(uint64_t)count * words];
    worlds->slot[at] = (Slot){world[0], rest_of(world, pending->hash[count], words, in_slots), worlds->known};
}

/* Give the pending steps their targets, in their order. */
MADE_ANEW void settle(Worlds *worlds, const uint32_t words, const bool in_slots) {
    Pending *pending = &worlds->pending;
    if (!make_room(worlds)) {
        worlds->stop = NO_MEMORY;
        return;
    }
    for (uint32_t count = 0; count < pending->count; count++) {
        uint64_t at = slot_of(worlds, &pending->target[(uint64_t)count * words], pending->hash[count], words, in_slots);
        if (!worlds->slot[at].place) add(worlds, count, at, words, in_slots);
        if (worlds->steps.rule) {
            worlds->steps.rule[worlds->count] = pending->rule[count];
            worlds->steps.target[worlds->count] = worlds->slot[at].place - 1;
        }
        worlds->count++;
    }
    pending->count = 0;
}

/* A step of this rule into the world in `moved` waits from now on. */
MADE_ANEW void keep(Worlds *worlds, uint32_t rule, const uint64_t *moved, const uint32_t words, const bool in_slots) {
    Pending *pending = &worlds->pending;
    if (pending->count == PENDING) settle(worlds, words, in_slots);
    if (worlds->stop) return;
    copy(&pending->target[(size_t)pending->count * words], moved, words);
    uint64_t hash = hash_of(moved, words);
    __builtin_prefetch(&worlds->slot[first_slot(worlds->slots, hash)], 1);
    pending->hash[pending->count] = hash;
    pending->rule[pending->count] = (uint16_t)rule;
    pending->source[pending->count] = worlds->next;
    pending->count++;
}

/* The choices that a mover has in a world: from `*begin` up to `*end`. */
static inline void find_choices(const Tables *tables, const Mover *mover, uint64_t word, uint32_t *begin, uint32_t *end) {
    uint64_t state = mover->first_state + (word >> mover->shift & mover->mask);
    *begin = tables->choices_of[state];
    *end = tables->choices_of[state + 1];
}

/* From `moved` to the next combination of choices, the last mover's choice the fastest; false after the last. */
static bool choose_next(const Tables *tables, uint32_t rule, const uint64_t *world, uint64_t *moved) {
    for (uint32_t place = tables->movers_of[rule + 1]; place > tables->movers_of[rule]; place--) {
        const Mover *mover = &tables->mover[place - 1];
        uint64_t before = world[mover->word], mine = mover->mask << mover->shift;
        uint64_t flipped = (moved[mover->word] ^ before) & mine;
        uint32_t begin, end, at;
        find_choices(tables, mover, before, &begin, &end);
        for (at = begin; tables->choice[at] != flipped; at++) continue;
        bool more = at + 1 < end;
        moved[mover->word] ^= flipped ^ tables->choice[more ? at + 1 : begin];
        if (more) return true;
    }
    return false;
}

MADE_ANEW void take(Worlds *worlds, uint32_t rule, const uint64_t *world, const uint32_t words, const bool in_slots) {
    const Tables *tables = &worlds->tables;
    uint64_t moved[words];
    bool several = false;
    for (uint32_t word = 0; word < words; word++) {
        moved[word] = (world[word] & tables->stays[rule * words + word]) | tables->writes[rule * words + word];
    }
    for (uint32_t place = tables->movers_of[rule]; place < tables->movers_of[rule + 1]; place++) {
        const Mover *mover = &tables->mover[place];
        uint32_t begin, end;
        find_choices(tables, mover, world[mover->word], &begin, &end);
        moved[mover->word] ^= tables->choice[begin];
        several |= end - begin > 1;
    }
    keep(worlds, rule, moved, words, in_slots);
    while (several && !worlds->stop && choose_next(tables, rule, world, moved)) keep(worlds, rule, moved, words, in_slots);
}

MADE_ANEW void expand(Worlds *worlds, const uint32_t words, const bool in_slots) {
    const Tables *tables = &worlds->tables;
    uint64_t world[words], enabled[tables->rule_words];
    copy(world, &worlds->world[(uint64_t)worlds->next * words], words);
    if (worlds->steps.first) worlds->steps.first[worlds->next] = worlds->count + worlds->pending.count;
    find_enabled(tables, world, enabled);
    bool stuck = true;
    for (uint32_t word = 0; word < tables->rule_words; word++) {
        worlds->somewhere[word] |= enabled[word];
        stuck = stuck && !enabled[word];
        for (uint64_t rest = enabled[word]; rest && !worlds->stop; rest &= rest - 1) {
            take(worlds, word * 64 + (uint32_t)__builtin_ctzll(rest), world, words, in_slots);
        }
    }
    if (stuck && !worlds->deadlocks++) worlds->first_deadlock = worlds->next;
    worlds->next++;
}

MADE_ANEW void spread(Worlds *worlds, uint64_t until, const uint32_t words, const bool in_slots) {
    while (!worlds->stop && worlds->count < until) {
        if (worlds->next == worlds->known) settle(worlds, words, in_slots);
        if (worlds->stop) return;
        if (worlds->next < worlds->known) expand(worlds, words, in_slots);
        else worlds->stop = COMPLETE;
    }
    if (!worlds->stop) settle(worlds, words, in_slots);
}

/* Go on for so many steps, or to the end; what `stop` says then. */
uint32_t outlive_spread(Worlds *worlds, uint64_t steps) {
    uint64_t until = worlds->count + steps;
    switch (worlds->tables.words) {
        case 1: spread(worlds, until, 1, true); break;
        case 2:
            if (worlds->tables.in_slots) spread(worlds, until, 2, true);
            else spread(worlds, until, 2, false);
            break;
        default: spread(worlds, until, worlds->tables.words, false);
    }
    return worlds->stop;
}

/* How many bytes more may be touched by so many steps. */
uint64_t outlive_needed(const Worlds *worlds, uint64_t steps) {
    uint64_t slots = slots_for(worlds, worlds->known + steps);
    uint64_t each = worlds->tables.words * sizeof *worlds->world + sizeof *worlds->source + sizeof *worlds->rule;
    return 4 * HUGE_PAGE + steps * each + (slots == worlds->slots ? 0 : slots * sizeof *worlds->slot);
}

/* Begin anew to go over all worlds found, this time keeping their steps; false if there is no memory. */
bool outlive_keep_steps(Worlds *worlds) {
    Steps *steps = &worlds->steps;
    steps->first = malloc(((uint64_t)worlds->known + 1) * sizeof *steps->first);
    steps->rule = malloc((worlds->count + 1) * sizeof *steps->rule);
    steps->target = malloc((worlds->count + 1) * sizeof *steps->target);
    if (!steps->first || !steps->rule || !steps->target) return false;
    ask_for_huge_pages(steps->rule, worlds->count * sizeof *steps->rule);
    ask_for_huge_pages(steps->target, worlds->count * sizeof *steps->target);
    steps->first[worlds->known] = worlds->count;
    worlds->next = worlds->stop = worlds->deadlocks = 0;
    worlds->count = 0;
    return true;
}

void outlive_free(Worlds *worlds) {
    void *all[] = {worlds->world,       worlds->source,     worlds->rule,         worlds->slot,
                   worlds->somewhere,   worlds->steps.first, worlds->steps.rule, worlds->steps.target,
                   worlds->pending.target, worlds};
    for (size_t place = 0; place < sizeof all / sizeof *all; place++) free(all[place]);
}

/* The list with the initial world alone; NULL if there is no memory. */
Worlds *outlive_worlds(const Tables *tables) {
    Worlds *worlds = calloc(1, sizeof *worlds);
    if (!worlds) return NULL;
    worlds->tables = *tables;
    worlds->somewhere = calloc(tables->rule_words, sizeof *worlds->somewhere);
    worlds->pending.target = calloc((size_t)PENDING * tables->words, sizeof *worlds->pending.target);
    if (!worlds->somewhere || !worlds->pending.target || !make_room(worlds)) {
        outlive_free(worlds);
        return NULL;
    }
    memcpy(worlds->pending.target, tables->initial, tables->words * sizeof *tables->initial);
    worlds->pending.hash[0] = hash_of(tables->initial, tables->words);
    add(worlds, 0, first_slot(worlds->slots, worlds->pending.hash[0]), tables->words, tables->in_slots);
    return worlds;
}

/* How much there is, and where it lies. */
void outlive_found(const Worlds *worlds, Found *found) {
    *found = (Found){worlds->known,  worlds->next,   worlds->count, worlds->deadlocks, worlds->first_deadlock,
                     worlds->world,  worlds->source, worlds->rule,  worlds->somewhere, worlds->steps};
}
