/* Makes room for worlds, slots and steps, and gives it back. */

#if defined(__linux__)
#define _DEFAULT_SOURCE
#endif

#include "halves.h"
#include "table.h"

#include <stdlib.h>
#include <string.h>
#if defined(__linux__)
#include <sys/mman.h>
#include <unistd.h>
#endif

enum { LEAST_ROOM = 1 << 12, LEAST_SLOTS = 1 << 14, MANY_SLOTS = 1 << 24 };
static const uint64_t MOST_SLOTS = UINT64_C(1) << 32;
/* Memory of this size is mapped by itself. A huge page is half as large. */
static const uint64_t MAPPED = 1 << 22;

/* All of the memory is named, for what is mapped in one piece can grow without being copied. */
void outlive_ask_for_huge_pages(void *memory, uint64_t bytes) {
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
    if (larger) outlive_ask_for_huge_pages(larger, count * size);
    return larger;
}

static bool make_room_for_worlds(List *list, uint64_t more, uint32_t words) {
    uint64_t needed = (uint64_t)list->known + PENDING + more;
    if (needed <= list->room) return true;
    if (needed >= ASIDE) return false;
    uint64_t larger = (uint64_t)list->room + list->room / 2 + LEAST_ROOM, room = larger > needed ? larger : needed;
    if (room >= ASIDE) room = ASIDE - 1;
    uint64_t *world = grown(list->world, room, words * sizeof *world);
    if (world) list->world = world;
    uint32_t *source = grown(list->source, room, sizeof *source);
    if (source) list->source = source;
    uint16_t *rule = grown(list->rule, room, sizeof *rule);
    if (rule) list->rule = rule;
    uint16_t *row = grown(list->row, room, sizeof *row);
    if (row) list->row = row;
    if (!world || !source || !rule || !row) return false;
    list->room = (uint32_t)room;
    return true;
}

/* How many slots so many worlds need: two thirds of them are taken at most. */
static uint64_t slots_for(const Worlds *worlds, uint64_t known) {
    uint64_t slots = worlds->slots ? worlds->slots : LEAST_SLOTS;
    while (known * 3 > slots * 2) slots *= slots < MANY_SLOTS ? 4 : 2;
    return slots;
}

/* A table that is being made. */
typedef struct {
    const Worlds *worlds;
    Slot *slot;
    uint64_t slots;
} Making;

/* Put a world into a table into which another thread may be putting others; nobody reads them yet. */
static void put(const Making *making, uint64_t hash, uint64_t word, uint32_t rest, uint32_t place) {
    uint64_t at = first_slot(making->slots, hash);
    for (uint32_t nothing = 0; !atomic_compare_exchange_strong(&making->slot[at].place, &nothing, place); nothing = 0) {
        at = (at + 1) & (making->slots - 1);
    }
    making->slot[at].word = word;
    making->slot[at].rest = rest;
}

/* The worlds of the list go from the old table into the new one. */
static void put_slots(void *about, uint64_t begin, uint64_t end) {
    const Making *making = about;
    const Tables *tables = &making->worlds->tables;
    for (uint64_t old = begin; old < end; old++) {
        const Slot *each = &making->worlds->slot[old];
        uint32_t place = place_in(each);
        if (!place) continue;
        put(making, hash_again(each, tables->words, tables->in_slots), each->word, each->rest, place);
    }
}

/* The worlds of the list go into a table for which there is no old one. */
static void put_worlds(void *about, uint64_t begin, uint64_t end) {
    const Making *making = about;
    const Tables *tables = &making->worlds->tables;
    for (uint64_t place = begin; place < end; place++) {
        const uint64_t *world = world_at(making->worlds, place);
        uint64_t hash = hash_of(world, tables->words);
        put(making, hash, world[0], rest_of(world, hash, tables->words, tables->in_slots), (uint32_t)place + 1);
    }
}

/* Make the table anew, with so many slots, for the worlds of the list. */
static bool make_table(Worlds *worlds, uint64_t slots) {
    Making making = {worlds, slots > MOST_SLOTS ? NULL : calloc(slots, sizeof *making.slot), slots};
    if (!making.slot) return false;
    outlive_ask_for_huge_pages(making.slot, slots * sizeof *making.slot);
    if (worlds->slot) outlive_halve(worlds, worlds->slots, 1, put_slots, &making);
    else outlive_halve(worlds, worlds->list.known, 1, put_worlds, &making);
    free(worlds->slot);
    worlds->slot = making.slot;
    worlds->slots = slots;
    return true;
}

bool outlive_make_room(Worlds *worlds, uint64_t more) {
    uint64_t slots = slots_for(worlds, worlds->list.known + PENDING + more);
    return make_room_for_worlds(&worlds->list, more, worlds->tables.words) &&
           (slots == worlds->slots || make_table(worlds, slots));
}

void outlive_forget_aside(Worlds *worlds) {
    Making making = {worlds, worlds->slot, worlds->slots};
    memset(worlds->slot, 0, worlds->slots * sizeof *worlds->slot);
    outlive_halve(worlds, worlds->list.known, 1, put_worlds, &making);
}

/* How many bytes more may be touched by so many steps, in two threads by so many worlds found. */
uint64_t outlive_needed(const Worlds *worlds, uint64_t steps) {
    uint64_t slots = slots_for(worlds, worlds->list.known + PENDING + steps);
    const List *list = &worlds->list;
    uint64_t found_by = sizeof *list->source + sizeof *list->rule + sizeof *list->row;
    uint64_t each = worlds->tables.words * sizeof *list->world + found_by;
    uint64_t aside = worlds->side.room ? 0 : steps * sizeof *list->at;
    return 2 * MAPPED + 2 * steps * each + aside + (slots == worlds->slots ? 0 : slots * sizeof *worlds->slot);
}

/* Nobody looks worlds up any more, unless steps are to be kept: give back what that takes. */
void outlive_rest(Worlds *worlds) {
    outlive_free_list(&worlds->side);
    free(worlds->slot), free(worlds->list.row);
    worlds->slot = NULL, worlds->list.row = NULL;
    worlds->known = (Known){0};
}

/* Begin anew to go over all worlds found, this time keeping their steps; false if there is no memory. May be asked
   once: the list must be at its end, and is gone over as far as it went. */
bool outlive_keep_steps(Worlds *worlds) {
    List *list = &worlds->list;
    if (!worlds->slot && !make_table(worlds, worlds->slots)) return false;
    Steps steps = {malloc(((uint64_t)list->known + 1) * sizeof *steps.first),
                   malloc((list->count + 1) * sizeof *steps.rule), malloc((list->count + 1) * sizeof *steps.target)};
    if (!steps.first || !steps.rule || !steps.target) {
        free(steps.first), free(steps.rule), free(steps.target);
        return false;
    }
    outlive_ask_for_huge_pages(steps.rule, list->count * sizeof *steps.rule);
    outlive_ask_for_huge_pages(steps.target, list->count * sizeof *steps.target);
    steps.first[list->known] = list->count;
    worlds->steps = steps;
    worlds->stop = list->next = list->deadlocks = 0;
    list->count = 0;
    return true;
}

void outlive_free_list(List *list) {
    void *all[] = {list->world, list->source, list->rule, list->row, list->at, list->somewhere, list->pending.target};
    for (size_t place = 0; place < sizeof all / sizeof *all; place++) free(all[place]);
    *list = (List){0};
}

void outlive_free(Worlds *worlds) {
    outlive_free_list(&worlds->list);
    outlive_free_list(&worlds->side);
    free(worlds->slot), free(worlds->steps.first), free(worlds->steps.rule), free(worlds->steps.target);
    free(worlds);
}

/* The list with the initial world alone, for two threads where `fewest` worlds wait; NULL if there is no memory. */
Worlds *outlive_worlds(const Tables *tables, uint32_t fewest) {
    Worlds *worlds = calloc(1, sizeof *worlds);
    if (!worlds) return NULL;
    worlds->tables = *tables;
    worlds->fewest = fewest;
    worlds->finds = FINDS;
    List *list = &worlds->list;
    list->somewhere = calloc(tables->rule_words, sizeof *list->somewhere);
    list->pending.target = calloc((size_t)PENDING * tables->words, sizeof *list->pending.target);
    if (!list->somewhere || !list->pending.target || !outlive_make_room(worlds, 0)) {
        outlive_free(worlds);
        return NULL;
    }
    copy(list->world, tables->initial, tables->words);
    list->source[0] = list->rule[0] = 0;
    list->known = 1;
    const Making making = {worlds, worlds->slot, worlds->slots};
    put_worlds((void *)&making, 0, 1);
    return worlds;
}

/* From now on what leads to known worlds need not be looked up. */
void outlive_know(Worlds *worlds, const Finder *finder, const uint16_t *row_of, const uint64_t *rows) {
    List *list = &worlds->list;
    worlds->known = (Known){finder, row_of, rows};
    list->row[0] = 0;
    for (uint32_t place = 1; place < list->known; place++) {
        list->row[place] = row_by(&worlds->known, list->rule[place], world_at(worlds, list->source[place]));
    }
}

/* How much there is, and where it lies. */
void outlive_found(const Worlds *worlds, Found *found) {
    const List *list = &worlds->list;
    *found = (Found){list->known, list->next,   list->count, list->deadlocks, list->first_deadlock,
                     list->world, list->source, list->rule,  list->somewhere, worlds->steps};
}
