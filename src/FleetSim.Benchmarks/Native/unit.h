/* The hot paths of a remapping unit, as a C programmer writes them. Structures, checks and order of accesses are those
 * of PhysicalMemory, SecondStageWalk, PageProbe, PageClass, Iotlb, PagingStructureCache, ContextTables, BatchTranslation
 * and RemappingHardware in FleetSim.Model. */
#include <stddef.h>
#include <stdint.h>

enum { READ = 1, WRITE = 2, PAGE_SIZE_BIT = 7, CHUNK_SHIFT = 16, WORDS_PER_CHUNK = 1 << (CHUNK_SHIFT - 3), WAYS = 4 };
enum outcome { TRANSLATED, FAULT, INTERRUPT, UNKNOWN };
enum walk_end { LEAF, UNREADABLE, NOT_ALLOWED, RESERVED };
enum { DIRECT_SHIFT = 5, FLAG_BITS = 0xfff, PRESENT = 1, DOMAIN_ID_SHIFT = 8, CONTEXTS = 64, TABLE_SLOTS = 64 };
#define ADDRESS_BITS 0x000ffffffffff000ULL
#define WINDOW_BASE (1ULL << 51)
#define INTERRUPT_FIRST 0xfee00000ULL
#define INTERRUPT_SIZE 0xfffffULL
#define HASH_FACTOR 0x9e3779b97f4a7c15ULL
#define ROOT_RESERVED 0xfff0000000000ffeULL
#define CONTEXT_RESERVED_LOW 0xfff0000000000ff0ULL
#define CONTEXT_RESERVED_HIGH 0xffffffffff000080ULL

struct request { uint64_t iova; uint16_t rid; uint8_t access, kind; uint32_t pasid; };
struct result { uint64_t address; uint8_t outcome, reason, cached, unused[5]; };
struct memory { uint64_t **window, window_size; uint16_t *used, *entries; int chunks, lowest, in_use; };
struct leaf { uint64_t entry_address, entry; uint8_t allowed, allowed_above; int level; };
struct entry { uint64_t key, page, target; uint16_t domain; };
struct page_class { int shift, set_mask; struct entry *entries; size_t length; uint8_t *oldest; };
struct context { uint64_t key, root; int levels; uint16_t domain; };
struct table_slot { uint64_t range, root, table; uint16_t domain; uint8_t allowed; };
struct tally { int translated, faults, interrupts, unknown, hits; };
struct unit {
    struct memory memory;
    struct page_class classes[3];
    struct context contexts[CONTEXTS];
    struct table_slot tables[TABLE_SLOTS];
    uint64_t programmed[65536 / 64];
    uint64_t reserved[14], root_table, root;
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
    return (int)(page + ((key * HASH_FACTOR) >> 44)) & class->set_mask;
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

static inline struct entry *find_any(struct unit *unit, uint64_t key, uint64_t iova, uint64_t *offset)
{
    struct entry *entry = find(unit->classes[0], key, iova);
    *offset = iova & 0xfff;
    return entry ? entry : find_large(unit, key, iova, offset);
}

static inline uint64_t key_of(const struct request *request)
{
    return 1ULL << 63 | request->rid | (uint64_t)request->pasid << 16;
}

static int read_pair(struct memory *memory, uint64_t address, uint64_t *low, uint64_t *high)
{
    return try_read(memory, address, low) && try_read(memory, address + 8, high);
}

static const struct context *context_of(struct unit *unit, uint64_t key, uint16_t rid)
{
    uint64_t root_low, root_high, low, high;
    struct context *context = &unit->contexts[key * HASH_FACTOR >> 58];
    if (context->key == key)
        return context;
    if (!read_pair(&unit->memory, unit->root_table + 16 * (rid >> 8), &root_low, &root_high) || !(root_low & PRESENT)
        || root_low & ROOT_RESERVED || root_high)
        return NULL;
    if (!read_pair(&unit->memory, (root_low & ADDRESS_BITS) + 16 * (rid & 0xff), &low, &high) || !(low & PRESENT)
        || low & CONTEXT_RESERVED_LOW || high & CONTEXT_RESERVED_HIGH)
        return NULL;
    *context = (struct context){ key, low & ADDRESS_BITS, (int)(high & 7) + 2, (uint16_t)(high >> DOMAIN_ID_SHIFT) };
    return context;
}

static enum walk_end second_stage(
    struct unit *unit, const struct request *request, const struct context *context, struct leaf *leaf)
{
    uint64_t range = request->iova >> 21, table = context->root;
    int level = context->levels;
    uint8_t allowed = READ | WRITE;
    struct table_slot *slot = &unit->tables[(range + context->domain * 7ULL) & (TABLE_SLOTS - 1)];
    if (slot->range == range && slot->root == context->root && slot->domain == context->domain
        && (slot->allowed & request->access) == request->access) {
        table = slot->table;
        level = 1;
        allowed = slot->allowed;
    }
    enum walk_end end = walk(
        &unit->memory, unit->reserved, table, level, request->iova, request->access, allowed, leaf);
    if (end == LEAF && leaf->level == 1 && level > 1)
        *slot = (struct table_slot){
            range, context->root, leaf->entry_address & ~0xfffULL, context->domain, leaf->allowed_above };
    return end;
}

static void add(struct page_class *class, struct entry entry)
{
    int set = set_of(class, entry.key, entry.page);
    struct entry *ways = &class->entries[(size_t)set * WAYS];
    for (int way = 0; way < WAYS; way++)
        if (ways[way].key == 0) {
            ways[way] = entry;
            return;
        }
    ways[class->oldest[set]] = entry;
    class->oldest[set] = (uint8_t)((class->oldest[set] + 1) % WAYS);
}

/* What the IOTLB has not, or not for this access. A fault is told and not recorded: no measured request has one. */
static __attribute__((noinline)) struct result miss(struct unit *unit, const struct request *request)
{
    struct result fault = { .outcome = FAULT };
    struct leaf leaf;
    uint64_t key = key_of(request), offset;
    if (!(unit->programmed[request->rid >> 6] >> (request->rid & 63) & 1))
        return (struct result){ .outcome = UNKNOWN };
    unit->misses++;
    struct entry *cached = find_any(unit, key, request->iova, &offset);
    if (cached && (cached->target & request->access) != request->access)
        return fault;
    const struct context *context = context_of(unit, key, request->rid);
    if (!context || request->kind != 0 || request->iova >> (12 + 9 * context->levels)
        || second_stage(unit, request, context, &leaf) != LEAF)
        return fault;
    uint64_t frame = frame_of(&leaf), size = 1ULL << shift_of(leaf.level);
    if (frame <= INTERRUPT_FIRST + INTERRUPT_SIZE && frame + (size - 1) >= INTERRUPT_FIRST)
        return fault;
    uint64_t target = frame | leaf.allowed | (uint64_t)leaf.allowed << DIRECT_SHIFT;
    struct entry *known = find_any(unit, key, request->iova, &offset);
    if (known)
        known->target = target;
    else
        add(&unit->classes[leaf.level - 1],
            (struct entry){ key, request->iova >> shift_of(leaf.level), target, context->domain });
    return (struct result){ .address = frame | (request->iova & (size - 1)), .outcome = TRANSLATED };
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
    uint64_t offset;
    struct entry *entry = find_any(unit, key_of(request), request->iova, &offset);
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
