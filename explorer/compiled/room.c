/* Makes room for worlds, slots and steps, and gives it back. */

#if defined(__linux__)
#define _DEFAULT_SOURCE
#endif

#include "table.h"

#include <stdlib.h>
#include <string.h>
#if defined(__linux__)
#include <sys/mman.h>
#include <unistd.h>
#endif

enum { LEAST_ROOM = 1 << 12, LEAST_SLOTS = 1 << 14, MANY_SLOTS = 1 << 24 };
static const uint64_t MOST_PLACES = UINT32_MAX - PENDING - 1, MOST_SLOTS = UINT64_C(1) << 32;
/* Memory of this size is mapped by itself. A huge page is half as large. */
static const uint64_t MAPPED = 1 << 22;

/* Random reads over many small pages cost twice as much. All of the memory is named, for what is mapped in one piece
   can grow without being copied. */
static void ask_for_huge_pages(void *memory, uint64_t bytes) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    uintptr_t begin = (uintptr_t)memory & ~((uintptr_t)sysconf(_SC_PAGESIZE) - 1);
    if (bytes >= MAPPED) madvise((void *)begin, (uintptr_t)memory + bytes - begin, MADV_HUGEPAGE);
#else
    (void)memory, (void)bytes;
#endif
}

/* The same memory, larger; NULL if there is none. */
static void *grown(void *memory, uint64_t count, uint64_t size) {
    void *larger = realloc(memory, count * size);
    if (larger) ask_for_huge_pages(larger, count * size);
    return larger;
}

static bool make_room_for_worlds(Worlds *worlds) {
    if (worlds->known + PENDING <= worlds->room) return true;
    uint64_t room = worlds->room + worlds->room / 2 + LEAST_ROOM;
    if (room > MOST_PLACES) return false;
    uint64_t *world = grown(worlds->world, room, worlds->tables.words * sizeof *world);
    if (world) worlds->world = world;
    uint32_t *source = grown(worlds->source, room, sizeof *source);
    if (source) worlds->source = source;
    uint16_t *rule = grown(worlds->rule, room, sizeof *rule);
    if (rule) worlds->rule = rule;
    if (!world || !source || !rule) return false;
    worlds->room = room;
    return true;
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
    Slot *slot = slots > MOST_SLOTS ? NULL : calloc(slots, sizeof *slot);
    if (!slot) return false;
    ask_for_huge_pages(slot, slots * sizeof *slot);
    for (uint64_t old = 0; old < worlds->slots; old++) {
        Slot each = worlds->slot[old];
        if (each.place) put(slot, slots, hash_again(each, worlds->tables.words, worlds->tables.in_slots), each);
    }
    free(worlds->slot);
    worlds->slot = slot;
    worlds->slots = slots;
    return true;
}

bool outlive_make_room(Worlds *worlds) {
    return make_room_for_worlds(worlds) && make_room_for_slots(worlds);
}

/* How many bytes more may be touched by so many steps. */
uint64_t outlive_needed(const Worlds *worlds, uint64_t steps) {
    uint64_t slots = slots_for(worlds, worlds->known + steps);
    uint64_t each = worlds->tables.words * sizeof *worlds->world + sizeof *worlds->source + sizeof *worlds->rule;
    return 2 * MAPPED + steps * each + (slots == worlds->slots ? 0 : slots * sizeof *worlds->slot);
}

/* Begin anew to go over all worlds found, this time keeping their steps; false if there is no memory. May be asked
   once: the list must be at its end, and is gone over as far as it went. */
bool outlive_keep_steps(Worlds *worlds) {
    Steps steps = {malloc(((uint64_t)worlds->known + 1) * sizeof *steps.first),
                   malloc((worlds->count + 1) * sizeof *steps.rule),
                   malloc((worlds->count + 1) * sizeof *steps.target)};
    if (!steps.first || !steps.rule || !steps.target) {
        free(steps.first), free(steps.rule), free(steps.target);
        return false;
    }
    ask_for_huge_pages(steps.rule, worlds->count * sizeof *steps.rule);
    ask_for_huge_pages(steps.target, worlds->count * sizeof *steps.target);
    steps.first[worlds->known] = worlds->count;
    worlds->steps = steps;
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
    if (!worlds->somewhere || !worlds->pending.target || !outlive_make_room(worlds)) {
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
