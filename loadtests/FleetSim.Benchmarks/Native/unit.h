/* The hot paths of a remapping unit, as a C programmer writes them. Structures, checks and order of accesses are those
 * of PhysicalMemory, SecondStageWalk, PageProbe, Iotlb, BatchTranslation and RemappingHardware in FleetSim.Model. */
#include <stddef.h>
#include <stdint.h>

enum { READ = 1, WRITE = 2, PAGE_SIZE_BIT = 7, CHUNK_SHIFT = 16, WORDS_PER_CHUNK = 1 << (CHUNK_SHIFT - 3), WAYS = 4 };
enum outcome { TRANSLATED, FAULT, INTERRUPT, UNKNOWN };
enum walk_end { LEAF, UNREADABLE, NOT_ALLOWED, RESERVED };
enum { DIRECT_SHIFT = 5, FLAG_BITS = 0xfff };
#define ADDRESS_BITS 0x000ffffffffff000ULL
#define WINDOW_BASE (1ULL << 51)
#define INTERRUPT_FIRST 0xfee00000ULL
#define INTERRUPT_SIZE 0xfffffULL

struct request { uint64_t iova; uint16_t rid; uint8_t access, kind; uint32_t pasid; };
struct result { uint64_t address; uint8_t outcome, reason, cached, unused[5]; };
struct memory { uint64_t **window, window_size, pages; };
struct leaf { uint64_t entry_address, entry; uint8_t allowed, allowed_above; int level; };
struct entry { uint64_t key, page, target; uint16_t domain; };
struct page_class { int shift, set_mask; struct entry *entries; size_t length; };
struct tally { int translated, faults, interrupts, unknown, hits; };
struct unit {
    struct memory memory;
    struct page_class classes[3];
    uint64_t reserved[14], root;
    int levels, enabled;
    int64_t hits, misses;
};

static inline int shift_of(int level) { return 3 + 9 * level; }

/* No page lies outside the window here; the look-up is a call all the same, as it is there. */
static __attribute__((noinline)) int read_page(struct memory *memory, uint64_t address, uint64_t *word)
{
    (void)memory, (void)address;
    *word = 0;
    return 0;
}

static inline int try_read(struct memory *memory, uint64_t address, uint64_t *word)
{
    uint64_t offset = address - WINDOW_BASE;
    if (offset < memory->window_size) {
        *word = memory->window[offset >> CHUNK_SHIFT][(offset >> 3) & (WORDS_PER_CHUNK - 1)];
        return 1;
    }
    return read_page(memory, address, word);
}

static enum walk_end walk(
    struct memory *memory, const uint64_t *reserved, uint64_t table, int level, uint64_t iova, uint8_t access,
    uint8_t allowed, struct leaf *leaf)
{
    uint64_t rights = allowed;
    for (;; level--) {
        uint64_t entry, address = table + (((iova >> shift_of(level)) & 511) << 3);
        if (!try_read(memory, address, &entry)) {
            *leaf = (struct leaf){ address, 0, 0, 0, level };
            return UNREADABLE;
        }
        if ((entry & access) != access) {
            *leaf = (struct leaf){ address, entry, 0, 0, level };
            return NOT_ALLOWED;
        }
        int is_large = (entry >> PAGE_SIZE_BIT) & 1;
        if (entry & reserved[(level << 1) + is_large]) {
            *leaf = (struct leaf){ address, entry, 0, 0, level };
            return RESERVED;
        }
        if (level == 1 || is_large) {
            *leaf = (struct leaf){ address, entry, (uint8_t)(rights & entry), (uint8_t)rights, level };
            return LEAF;
        }
        rights &= entry;
        table = entry & ADDRESS_BITS;
    }
}

static inline uint64_t frame_of(const struct leaf *leaf)
{
    return leaf->entry & ADDRESS_BITS & ~((1ULL << shift_of(leaf->level)) - 1);
}

static inline int set_of(const struct page_class *class, uint64_t key, uint64_t page)
{
    return (int)(page + ((key * 0x9e3779b97f4a7c15ULL) >> 44)) & class->set_mask;
}

/* The class as a copy, so that the loop keeps it in registers. */
static inline struct entry *find(const struct page_class class, uint64_t key, uint64_t iova)
{
    uint64_t page = iova >> class.shift;
    size_t first = (size_t)set_of(&class, key, page) * WAYS;
    if (first < class.length)
#pragma GCC unroll 4
        for (struct entry *entry = class.entries + first, *end = entry + WAYS; entry < end; entry++)
            if (entry->page == page && entry->key == key)
                return entry;
    return NULL;
}

static __attribute__((noinline)) struct entry *find_large(
    struct unit *unit, uint64_t key, uint64_t iova, uint64_t *offset)
{
    *offset = iova & 0x1fffff;
    struct entry *entry = find(unit->classes[1], key, iova);
    if (!entry) {
        *offset = iova & 0x3fffffff;
        entry = find(unit->classes[2], key, iova);
    }
    return entry;
}

static inline uint64_t key_of(const struct request *request)
{
    return 1ULL << 63 | request->rid | (uint64_t)request->pasid << 16;
}

/* Only fills the IOTLB: no measured request comes here. */
static __attribute__((noinline)) struct result miss(struct unit *unit, const struct request *request)
{
    struct leaf leaf;
    unit->misses++;
    if (walk(&unit->memory, unit->reserved, unit->root, unit->levels, request->iova, request->access, 3, &leaf) != LEAF)
        return (struct result){ .outcome = FAULT };
    uint64_t key = key_of(request), page = request->iova >> shift_of(leaf.level);
    struct page_class *class = &unit->classes[leaf.level - 1];
    struct entry *set = &class->entries[(size_t)set_of(class, key, page) * WAYS];
    int way = 0;
    while (way < WAYS - 1 && set[way].key != 0)
        way++;
    set[way] = (struct entry){ key, page, frame_of(&leaf) | leaf.allowed | leaf.allowed << DIRECT_SHIFT, 1 };
    uint64_t offset = request->iova & ((1ULL << shift_of(leaf.level)) - 1);
    return (struct result){ .address = frame_of(&leaf) | offset, .outcome = TRANSLATED };
}

static inline int is_direct(const struct entry *entry, uint8_t access)
{
    uint64_t wanted = (uint64_t)access << DIRECT_SHIFT;
    return (entry->target & wanted) == wanted;
}

static struct result answer_one(struct unit *unit, const struct request *request)
{
    if (!unit->enabled)
        return (struct result){ .address = request->iova };
    if (request->iova - INTERRUPT_FIRST <= INTERRUPT_SIZE)
        return (struct result){ .outcome = INTERRUPT };
    uint64_t key = key_of(request), offset = request->iova & 0xfff;
    struct entry *entry = find(unit->classes[0], key, request->iova);
    if (!entry)
        entry = find_large(unit, key, request->iova, &offset);
    if (!entry || request->kind != 0 || !is_direct(entry, request->access))
        return miss(unit, request);
    unit->hits++;
    return (struct result){ (entry->target & ~(uint64_t)FLAG_BITS) | offset, TRANSLATED, 0, 1, { 0 } };
}

static __attribute__((noinline)) void answer(
    struct unit *unit, struct tally *tally, const struct request *request, struct result *result)
{
    *result = answer_one(unit, request);
    switch (result->outcome) {
    case TRANSLATED: tally->translated++; break;
    case FAULT: tally->faults++; break;
    case INTERRUPT: tally->interrupts++; break;
    default: tally->unknown++; break;
    }
}

static __attribute__((noinline)) struct tally translate(
    struct unit *unit, const struct request *requests, struct result *results, int count)
{
    struct tally tally = { 0 };
    struct page_class pages = unit->classes[0];
    int64_t before = unit->hits;
    for (int i = 0; i < count; i++) {
        const struct request *request = &requests[i];
        struct entry *entry = find(pages, key_of(request), request->iova);
        if (entry && request->kind == 0 && is_direct(entry, request->access)) {
            results[i] = (struct result){
                (entry->target & ~(uint64_t)FLAG_BITS) | (request->iova & 0xfff), TRANSLATED, 0, 1, { 0 } };
        } else {
            answer(unit, &tally, request, &results[i]);
            pages = unit->classes[0];
        }
    }
    int hits = count - (tally.translated + tally.faults + tally.interrupts + tally.unknown);
    unit->hits += hits;
    tally.translated += hits;
    tally.hits = (int)(unit->hits - before);
    return tally;
}
