/* Expands worlds in two threads, and finds the same ones in the same order as one thread would.

   Of a row of worlds that are known one thread expands the first half, for the list itself, and one the other half, for
   a side list. They look worlds up in one table. What both find belongs to the first, whose sources come before;
   what is left of the side list at the end follows in the list. Since the first takes over some worlds, its half is
   a little the smaller. */

#include "sharing.h"

#include "expanding.h"

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
        side->at = malloc(room * sizeof *side->at);
        side->somewhere = calloc(worlds->tables.rule_words, sizeof *side->somewhere);
        side->pending.target = malloc((size_t)PENDING * words * sizeof *side->pending.target);
        side->room = (uint32_t)room;
    }
    side->known = side->deadlocks = 0;
    side->count = 0;
    if (side->somewhere) memset(side->somewhere, 0, worlds->tables.rule_words * sizeof *side->somewhere);
    return side->world && side->source && side->rule && side->at && side->somewhere && side->pending.target;
}

/* The worlds that are left of the side list follow in the list, and what else was found is added. */
static void join(Worlds *worlds) {
    List *list = &worlds->list, *side = &worlds->side;
    uint32_t words = worlds->tables.words;
    for (uint32_t each = 0; each < side->known; each++) {
        if (each + AHEAD < side->known) __builtin_prefetch(&worlds->slot[side->at[each + AHEAD]], 1);
        Slot *slot = &worlds->slot[side->at[each]];
        if (place_in(slot) != ((each + 1) | ASIDE)) continue;
        copy(&list->world[(uint64_t)list->known * words], &side->world[(uint64_t)each * words], words);
        list->source[list->known] = side->source[each];
        list->rule[list->known] = side->rule[each];
        put_place(slot, ++list->known);
    }
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
    list->end = side->next = list->next + (uint32_t)(some * 15 / 32);
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
