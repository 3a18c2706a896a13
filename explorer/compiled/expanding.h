/* Expands worlds: takes the steps that they enable, and finds worlds by looking up where these lead.

   Functions are made anew for each number of words, for worlds that stand in their slots or do not, and for one thread
   or two (`shared`). Of two, one finds worlds for the list itself, and one, from later worlds, for the side list. */

#ifndef OUTLIVE_EXPANDING_H
#define OUTLIVE_EXPANDING_H

#include "table.h"

/* The world found first by one of the pending steps is the next of a list. */
MADE_ANEW uint32_t add(const Worlds *worlds, List *list, uint32_t step, const uint32_t words) {
    const Pending *pending = &list->pending;
    if (worlds->known.finder) {
        const uint64_t *source = &worlds->list.world[(uint64_t)pending->source[step] * words];
        list->row[list->known] = row_by(&worlds->known, pending->rule[step], source);
    }
    copy(&list->world[(uint64_t)list->known * words], &pending->target[(uint64_t)step * words], words);
    list->source[list->known] = pending->source[step];
    list->rule[list->known] = pending->rule[step];
    return ++list->known;
}

/* Whether the world of a slot is this one; `place` is what the slot says. */
MADE_ANEW bool is_in(const Worlds *worlds, const Slot *slot, uint32_t place, const uint64_t *world, uint32_t rest,
                     const uint32_t words, const bool in_slots) {
    if (slot->word != world[0] || slot->rest != rest) return false;
    if (in_slots) return true;
    const uint64_t *other = place & ASIDE ? worlds->side.world : worlds->list.world;
    return same(&other[((uint64_t)(place & ~ASIDE) - 1) * words], world, words);
}

/* Whether a free slot is ours from now on. */
MADE_ANEW bool claim(Slot *slot, const bool shared) {
    uint32_t nothing = 0;
    return !shared || atomic_compare_exchange_strong(&slot->place, &nothing, WRITING);
}

/* What a slot says, once it is written. */
MADE_ANEW uint32_t settled_place(const Slot *slot, const bool shared) {
    uint32_t place = place_in(slot);
    while (shared && place == WRITING) place = place_in(slot);
    return place;
}

/* The place of a pending step's target, plus one, as its slot says it; it is added to the list if it is not known. */
MADE_ANEW uint32_t find(Worlds *worlds, List *list, uint32_t step, const uint32_t words, const bool in_slots,
                        const bool shared) {
    const uint32_t mark = shared && list == &worlds->side ? ASIDE : 0;
    const uint64_t *world = &list->pending.target[(uint64_t)step * words], hash = list->pending.hash[step];
    const uint32_t rest = rest_of(world, hash, words, in_slots);
    for (uint64_t at = first_slot(worlds->slots, hash);; at = (at + 1) & (worlds->slots - 1)) {
        Slot *slot = &worlds->slot[at];
        uint32_t place = settled_place(slot, shared);
        if (!place && claim(slot, shared)) {
            slot->word = world[0];
            slot->rest = rest;
        } else {
            if (!place) place = settled_place(slot, shared);
            if (!is_in(worlds, slot, place, world, rest, words, in_slots)) continue;
            /* What was found from a later world is found from an earlier one, too: then that counts. */
            if (mark || !shared || !(place & ASIDE)) return place;
            worlds->side.source[(place & ~ASIDE) - 1] = TAKEN;
        }
        if (mark) list->at[list->known] = at;
        place = add(worlds, list, step, words) | mark;
        put_place(slot, place);
        return place;
    }
}

/* Give the pending steps their targets, in their order. */
MADE_ANEW void settle(Worlds *worlds, List *list, const uint32_t words, const bool in_slots, const bool shared) {
    /* Where two look things up nothing may move. Nor while steps are kept: others have a view of it. */
    if (!shared && !worlds->steps.rule && !outlive_make_room(worlds, 0)) {
        worlds->stop = NO_MEMORY;
        return;
    }
    Pending *pending = &list->pending;
    for (uint32_t step = 0; step < pending->count; step++) {
        uint32_t place = find(worlds, list, step, words, in_slots, shared);
        if (!shared && worlds->steps.rule) {
            worlds->steps.rule[list->count] = pending->rule[step];
            worlds->steps.target[list->count] = place - 1;
        }
        list->count++;
    }
    pending->count = 0;
}

/* A step of this rule into the world in `moved` waits from now on. */
MADE_ANEW void keep(Worlds *worlds, List *list, uint32_t rule, const uint64_t *moved, const uint32_t words,
                    const bool in_slots, const bool shared) {
    Pending *pending = &list->pending;
    if (pending->count == PENDING) settle(worlds, list, words, in_slots, shared);
    if (!shared && worlds->stop) return;
    copy(&pending->target[(size_t)pending->count * words], moved, words);
    uint64_t hash = hash_of(moved, words);
    __builtin_prefetch(&worlds->slot[first_slot(worlds->slots, hash)], 1);
    pending->hash[pending->count] = hash;
    pending->rule[pending->count] = (uint16_t)rule;
    pending->source[pending->count] = list->next;
    pending->count++;
}

/* The choices that a mover has in a world: from `*begin` up to `*end`. */
static inline void find_choices(const Tables *tables, const Mover *mover, uint64_t word, uint32_t *begin,
                                uint32_t *end) {
    uint64_t state = mover->first_state + (word >> mover->shift & mover->mask);
    *begin = tables->choices_of[state];
    *end = tables->choices_of[state + 1];
}

/* From `moved` to the next combination of choices, the last mover's choice the fastest; false after the last. */
static inline bool choose_next(const Tables *tables, uint32_t rule, const uint64_t *world, uint64_t *moved) {
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

MADE_ANEW void take(Worlds *worlds, List *list, uint32_t rule, const uint64_t *world, const uint32_t words,
                    const bool in_slots, const bool shared) {
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
    keep(worlds, list, rule, moved, words, in_slots, shared);
    while (several && !worlds->stop && choose_next(tables, rule, world, moved)) {
        keep(worlds, list, rule, moved, words, in_slots, shared);
    }
}

/* How many bits are set. (Warren, "Hacker's Delight", 5-1; not every processor has an instruction for it.) */
static inline uint64_t bits_in(uint64_t word) {
    word -= word >> 1 & UINT64_C(0x5555555555555555);
    word = (word & UINT64_C(0x3333333333333333)) + (word >> 2 & UINT64_C(0x3333333333333333));
    return ((word + (word >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F)) * UINT64_C(0x0101010101010101) >> 56;
}

/* The rules that lead from a world to a known one. */
static inline const uint64_t *known_at(const Worlds *worlds, uint32_t place) {
    return &worlds->known.rows[(uint64_t)worlds->list.row[place] * worlds->tables.rule_words];
}

MADE_ANEW void expand(Worlds *worlds, List *list, const uint32_t words, const bool in_slots, const bool shared) {
    const Tables *tables = &worlds->tables;
    uint64_t world[words], enabled[tables->rule_words];
    copy(world, world_at(worlds, list->next), words);
    if (worlds->steps.first) worlds->steps.first[list->next] = list->count + list->pending.count;
    find_enabled(tables, world, enabled);
    bool stuck = true, all = worlds->steps.first || !worlds->known.finder;
    const uint64_t *known = all ? NULL : known_at(worlds, list->next);
    for (uint32_t word = 0; word < tables->rule_words; word++) {
        list->somewhere[word] |= enabled[word];
        stuck = stuck && !enabled[word];
        uint64_t leading_back = all ? 0 : enabled[word] & known[word];
        list->count += bits_in(leading_back);
        for (uint64_t rest = enabled[word] & ~leading_back; rest && !worlds->stop; rest &= rest - 1) {
            take(worlds, list, word * 64 + (uint32_t)__builtin_ctzll(rest), world, words, in_slots, shared);
        }
    }
    if (stuck && !list->deadlocks++) list->first_deadlock = list->next;
    list->next++;
}

/* Calls a function made anew for the words of a network; `...` are its arguments but for the last three. */
#define FOR_ITS_WORDS(function, tables, shared, ...)                                        \
    switch ((tables)->words) {                                                              \
        case 1: function(__VA_ARGS__, 1, true, shared); break;                              \
        case 2:                                                                             \
            if ((tables)->in_slots) function(__VA_ARGS__, 2, true, shared);                 \
            else function(__VA_ARGS__, 2, false, shared);                                   \
            break;                                                                          \
        default: function(__VA_ARGS__, (tables)->words, false, shared);                     \
    }

#endif
