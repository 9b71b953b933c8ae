/* A unit with one device and one domain, and what the device asks for: those of BareUnit and RequestStream in
 * FleetSim.Benchmarks. */
#include "tables.h"

#define HPA_BASE (1ULL << 48)
enum { REQUESTS_MIN = 4096, RID = 3 << 8, SETS_4K = 256, SETS_2M = 64, SETS_1G = 8 };

/* No snoop control, no device TLB, host addresses of 52 bits, all page sizes. */
static void set_reserved(uint64_t *reserved)
{
    uint64_t common = 1ULL << 11 | 1ULL << 62;
    for (int level = 1; level <= 6; level++) {
        reserved[2 * level] = common;
        reserved[2 * level + 1] = common
            | (level == 1 ? 0 : level == 2 ? 0x1ff000 : level == 3 ? 0x3ffff000 : 1 << PAGE_SIZE_BIT);
    }
}

static void set_class(struct page_class *class, int shift, int sets)
{
    *class = (struct page_class){
        shift, sets - 1, calloc((size_t)sets * WAYS, sizeof(struct entry)), (size_t)sets * WAYS, calloc(sets, 1) };
}

/* The first pages of the IOVA space are mapped. */
static struct unit *create(int levels, int shift, uint64_t pages)
{
    struct unit *unit = calloc(1, sizeof *unit);
    unit->enabled = 1;
    set_reserved(unit->reserved);
    set_class(&unit->classes[0], 12, SETS_4K);
    set_class(&unit->classes[1], 21, SETS_2M);
    set_class(&unit->classes[2], 30, SETS_1G);
    uint64_t root = take_frame(&unit->memory), context = take_frame(&unit->memory);
    unit->root_table = root;
    unit->root = take_frame(&unit->memory);
    unit->levels = levels;
    write_word(&unit->memory, root + 16 * (RID >> 8), context | PRESENT);
    write_word(&unit->memory, context + 16 * (RID & 0xff) + 8, (uint64_t)(levels - 2) | 1 << DOMAIN_ID_SHIFT);
    write_word(&unit->memory, context + 16 * (RID & 0xff), unit->root | PRESENT);
    unit->programmed[RID >> 6] |= 1ULL << (RID & 63);
    struct piece all = { 0, HPA_BASE, pages << shift };
    map_into(&unit->memory, unit->root, levels, (shift - 3) / 9, all);
    return unit;
}

static struct request next_request(uint64_t *state, int shift, uint64_t pages)
{
    *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (struct request){
        .iova = (((*state >> 33) & (pages - 1)) << shift) + ((*state >> 21) & 0xff8),
        .rid = RID,
        .access = *state >> 63 ? WRITE : READ,
    };
}

static struct request *stream(int shift, uint64_t pages, int count)
{
    struct request *requests = calloc((size_t)count, sizeof *requests);
    uint64_t state = 1;
    for (int i = 0; i < count; i++)
        requests[i] = next_request(&state, shift, pages);
    return requests;
}
