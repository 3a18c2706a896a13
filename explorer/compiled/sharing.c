/* Expands worlds in two threads, and finds the same ones in the same order as one thread would.

   Of a row of worlds that are known one thread expands the first half, for the list itself, and one the other half, for
   a side list. They look worlds up in one table. What both find belongs to the first, whose sources come before;
   what is left of the side list at the end follows in the list. */

#include "sharing.h"

#include "expanding.h"
#include "halves.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { AHEAD = 16 };

MADE_ANEW void expand_all(Worlds *worlds, List *list, const uint32_t words, const bool in_slots, const bool shared) {
    while (list->next < list->end && list->known + worlds->tables.most_steps + PENDING <= list->most) {
        expand(worlds, list, words, in_slots, shared);
    }
    settle(worlds, list, words, in_slots, shared);
}

static void expand_for(Worlds *worlds, List *list) {
    FOR_ITS_WORDS(expand_all, &worlds->tables, true, worlds, list)
}

static void *expand_aside(void *worlds) {
    expand_for(worlds, &((Worlds *)worlds)->side);
    return NULL;
}

/* A side list, empty, for so many worlds; false if there is no memory. */
static bool make_side(Worlds *worlds, uint64_t room) {
    List *side = &worlds->side;
    uint32_t words = worlds->tables.words;
    if (side->room < room) {
        outlive_free_list(side);
        side->world = malloc(room * words * sizeof *side->world);
        side->source = malloc(room * sizeof *side->source);
        side->rule = malloc(room * sizeof *side->rule);
        side->row = malloc(room * sizeof *side->row);
        side->at = malloc(room * sizeof *side->at);
        side->somewhere = calloc(worlds->tables.rule_words, sizeof *side->somewhere);
        side->pending.target = malloc((size_t)PENDING * words * sizeof *side->pending.target);
        side->room = (uint32_t)room;
    }
    side->known = side->deadlocks = 0;
    side->count = 0;
    if (side->somewhere) memset(side->somewhere, 0, worlds->tables.rule_words * sizeof *side->somewhere);
    bool has_room = side->world && side->source && side->rule && side->row && side->at;
    return has_room && side->somewhere && side->pending.target;
}

/* How many of the first worlds of the side list are left of it. */
static uint32_t left_of(const List *side, uint64_t first) {
    uint32_t left = 0;
    for (uint64_t each = 0; each < first; each++) left += side->source[each] != TAKEN;
    return left;
}

/* What is left of a part of the side list follows in the list. */
static void follow(void *all, uint64_t begin, uint64_t end) {
    Worlds *worlds = all;
    List *list = &worlds->list, *side = &worlds->side;
    uint32_t words = worlds->tables.words, next = list->known + left_of(side, begin);
    for (uint64_t each = begin; each < end; each++) {
        if (each + AHEAD < end) __builtin_prefetch(&worlds->slot[side->at[each + AHEAD]], 1);
        if (side->source[each] == TAKEN) continue;
        copy(&list->world[(uint64_t)next * words], &side->world[each * words], words);
        list->source[next] = side->source[each];
        list->rule[next] = side->rule[each];
        list->row[next] = side->row[each];
        put_place(&worlds->slot[side->at[each]], ++next);
    }
}

/* The worlds that are left of the side list follow in the list, and what else was found is added. */
static void join(Worlds *worlds) {
    List *list = &worlds->list, *side = &worlds->side;
    outlive_halve(worlds, side->known, 1, follow, worlds);
    list->known += left_of(side, side->known);
    for (uint32_t word = 0; word < worlds->tables.rule_words; word++) list->somewhere[word] |= side->somewhere[word];
    if (!list->deadlocks) list->first_deadlock = side->first_deadlock;
    list->deadlocks += side->deadlocks;
    list->count += side->count;
    list->next = side->next;
}

bool outlive_share(Worlds *worlds, uint64_t most) {
    List *list = &worlds->list, *side = &worlds->side;
    uint64_t some = list->known - list->next, finds = worlds->finds;
    if (some > most / finds) some = most / finds;
    uint64_t half = some * finds / 2;
    bool worth_it = worlds->fewest && some >= worlds->fewest && half > worlds->tables.most_steps + PENDING;
    if (!worth_it || worlds->steps.rule || !make_side(worlds, half)) return false;
    if (!outlive_make_room(worlds, 2 * half)) return false;
    list->end = side->next = list->next + (uint32_t)(some / 2);
    side->end = list->next + (uint32_t)some;
    list->most = list->known + (uint32_t)half;
    side->most = (uint32_t)half;
    pthread_t thread;
    if (pthread_create(&thread, NULL, expand_aside, worlds)) return false;
    expand_for(worlds, list);
    pthread_join(thread, NULL);
    if (list->next == list->end) {
        join(worlds);
    } else {
        /* The first half found too many for its room: what the other found comes too early. Fewer are shared from now
           on, so that this seldom happens. */
        outlive_forget_aside(worlds);
        worlds->finds = (uint32_t)(2 * finds);
    }
    return true;
}
