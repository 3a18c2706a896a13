/* Lists every reachable world of a network and every step, breadth first, by a hash table of places.

   Worlds are found in the order of their shortest runs, as explorer/listing.py finds them. (Knuth, "The Art of Computer
   Programming", volume 3, 6.4: linear probing.) */

#include "table.h"

/* By this the library is known to be built from these files, see building.py. */
const char *const outlive_sources = SOURCES;

MADE_ANEW bool same(const uint64_t *one, const uint64_t *other, const uint32_t words) {
    for (uint32_t word = 0; word < words; word++) {
        if (one[word] != other[word]) return false;
    }
    return true;
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

/* Give the pending steps their targets, in their order. */
MADE_ANEW void settle(Worlds *worlds, const uint32_t words, const bool in_slots) {
    Pending *pending = &worlds->pending;
    /* While steps are kept nothing new is found, and nothing may move: others have a view of it. */
    if (!worlds->steps.rule && !outlive_make_room(worlds)) {
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
static inline void find_choices(const Tables *tables, const Mover *mover, uint64_t word, uint32_t *begin,
                                uint32_t *end) {
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
    while (several && !worlds->stop && choose_next(tables, rule, world, moved)) {
        keep(worlds, rule, moved, words, in_slots);
    }
}

MADE_ANEW void expand(Worlds *worlds, const uint32_t words, const bool in_slots) {
    const Tables *tables = &worlds->tables;
    uint64_t world[words], enabled[tables->rule_words];
    copy(world, &worlds->world[(uint64_t)worlds->next * words], words);
    if (worlds->steps.first) worlds->steps.first[worlds->next] = worlds->count + worlds->pending.count;
    find_enabled(tables, world, enabled);
    bool stuck = true, all = worlds->steps.first || !worlds->next;
    const uint64_t *known = &tables->known[(uint64_t)worlds->rule[worlds->next] * tables->rule_words];
    for (uint32_t word = 0; word < tables->rule_words; word++) {
        worlds->somewhere[word] |= enabled[word];
        stuck = stuck && !enabled[word];
        uint64_t leading_back = all ? 0 : enabled[word] & known[word];
        worlds->count += (uint64_t)__builtin_popcountll(leading_back);
        for (uint64_t rest = enabled[word] & ~leading_back; rest && !worlds->stop; rest &= rest - 1) {
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
