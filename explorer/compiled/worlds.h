/* What the compiled list knows of a network, and of the worlds and steps that it has found. */

#ifndef OUTLIVE_WORLDS_H
#define OUTLIVE_WORLDS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Some neighbouring machines of one word; for each of their values a row of bits: the rules that none disables. */
typedef struct {
    uint32_t word, shift;
    uint64_t mask, first_row;
} Lane;

/* A machine that a rule moves to several states; `first_state` is where its states begin in `choices_of`. */
typedef struct {
    uint32_t word, shift;
    uint64_t mask, first_state;
} Mover;

/* How it is told by which of its rows a rule knows the worlds that it finds: by the states of two machines at the
   source. `first` is where its rows begin in `row_of`, and for each state of the second machine there are `rows`. */
typedef struct {
    uint32_t word[2], shift[2];
    uint64_t mask[2];
    uint32_t first, rows;
} Finder;

/* What rules tell of the worlds that they find, see known.py; nothing while nobody knows. */
typedef struct {
    const Finder *finder;          /* of every rule */
    const uint16_t *row_of;
    const uint64_t *rows;          /* the rules that lead to known worlds, as bits; of the initial world none does */
} Known;

/* A network in tables. A world is `words` words, and no machine lies across two of them. */
typedef struct {
    uint32_t words, rule_words, lanes;
    uint32_t most_steps;           /* more than this no world has */
    uint32_t in_slots;             /* whether a world has a word and a half at most, and stands in its slot */
    const uint64_t *initial;
    const Lane *lane;
    const uint64_t *rows;          /* of all lanes, `rule_words` words each */
    const uint64_t *stays;         /* rule -> the bits of each word that it lets stand, ... */
    const uint64_t *writes;        /* ... and what it writes into the others, wherever it starts */
    const uint32_t *movers_of;     /* rule -> the first of its other movers; one more for the end */
    const Mover *mover;
    const uint32_t *choices_of;    /* mover's state -> its first choice; one more for the end */
    const uint64_t *choice;        /* what the choice flips in the mover's word */
} Tables;

enum { PENDING = 64, APART = 128, FOUR = 4, FINDS = 8 };

enum Stop { GOING = 0, COMPLETE = 1, NO_MEMORY = 2 };

/* Steps that wait for their targets to be looked up, many at a time, so that memory answers meanwhile. */
typedef struct {
    uint32_t count;
    uint32_t source[PENDING];
    uint16_t rule[PENDING];
    uint64_t hash[PENDING];
    uint64_t *target;
} Pending;

/* Worlds in the order in which they are found, and how far those known before are expanded on the way. */
typedef struct {
    uint32_t known, room;          /* worlds found; worlds there is room for */
    uint32_t next;                 /* the next world to be expanded, ... */
    uint32_t end, most;            /* ... the first that is not to be, and how many may be found until then */
    uint32_t deadlocks, first_deadlock;
    uint64_t count;                /* steps found */
    uint64_t *world;
    uint32_t *source;              /* world -> the one from which it was found first; the initial one: itself */
    uint16_t *rule;                /* world -> the rule by which it was found first */
    uint16_t *row;                 /* world -> its row, once there are rows */
    uint64_t *at;                  /* world -> its slot; for the side list alone */
    uint64_t *somewhere;           /* the rules that are enabled in some world */
    Pending pending;
} List;

/* Every step, those of a world after each other; not there before somebody asks for them. */
typedef struct {
    uint64_t *first;               /* world -> its first step; one more for the end */
    uint16_t *rule;                /* step -> its rule */
    uint32_t *target;              /* step -> the world it leads to */
} Steps;

/* A slot of the hash table: the first word of a world, what `rest_of` says of the others, and its place + 1 in the
   list, or, marked, in the side list; 0 is free. */
typedef struct {
    uint64_t word;
    uint32_t rest;
    _Atomic uint32_t place;
} Slot;

/* All worlds by place, and those that a second thread has just found. */
typedef struct {
    Tables tables;
    Known known;
    uint32_t fewest;               /* of worlds that wait: from there on two threads share them; 0: never */
    uint32_t finds;                /* how many worlds one that is expanded may find, so that there is room */
    uint32_t stop;
    uint64_t slots;
    Slot *slot;
    Steps steps;
    uint8_t apart[APART];          /* no line of the cache is written by one thread, and read by the other */
    List list;
    uint8_t far_apart[APART];
    List side;
} Worlds;

/* What others may read of a list. */
typedef struct {
    uint64_t known, next, count, deadlocks, first_deadlock;
    const uint64_t *world;
    const uint32_t *source;
    const uint16_t *rule;
    const uint64_t *somewhere;
    Steps steps;
} Found;

/* The rules enabled in a world, as bits, in `enabled`. Words of rules are fours, to be combined at once. */
static inline void find_enabled(const Tables *tables, const uint64_t *world, uint64_t *enabled) {
    for (uint32_t word = 0; word < tables->rule_words; word += FOUR) {
        uint64_t both[FOUR] = {~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0)};
        for (uint32_t place = 0; place < tables->lanes; place++) {
            const Lane *lane = &tables->lane[place];
            uint64_t value = world[lane->word] >> lane->shift & lane->mask;
            const uint64_t *row = &tables->rows[lane->first_row + value * tables->rule_words + word];
            for (uint32_t each = 0; each < FOUR; each++) both[each] &= row[each];
        }
        for (uint32_t each = 0; each < FOUR; each++) enabled[word + each] = both[each];
    }
}

/* For functions that are made anew for each number of words, so that the common numbers cost no loop. */
#define MADE_ANEW static inline __attribute__((always_inline))

/* For what is read at random: over many small pages that costs twice as much. */
void outlive_ask_for_huge_pages(void *memory, uint64_t bytes);

static inline const uint64_t *world_at(const Worlds *worlds, uint64_t place) {
    return &worlds->list.world[place * worlds->tables.words];
}

#endif
