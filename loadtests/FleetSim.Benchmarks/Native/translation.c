/* What the hot paths of FleetSim.Model are measured against: the same loops over the same requests, in C.
 *
 *   translation hit PAGES OPERATIONS                  one requester's pages of 4 KiB, all in the IOTLB
 *   translation walk LEVELS SHIFT PAGES OPERATIONS    pages of 2^SHIFT bytes, by the tables alone
 *
 * Prints nanoseconds of CPU time per operation, and the sum of the addresses of one pass. Mapping and the order of the
 * requests are those of BareUnit and RequestStream in FleetSim.Benchmarks. */
#include "unit.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HPA_BASE (1ULL << 48)
enum { REQUESTS_MIN = 4096, RID = 3 << 8, SETS_4K = 256, SETS_2M = 64, SETS_1G = 8 };

static uint64_t take_frame(struct memory *memory)
{
    uint64_t chunk = memory->pages >> (CHUNK_SHIFT - 12);
    if (chunk << CHUNK_SHIFT >= memory->window_size) {
        memory->window = realloc(memory->window, (chunk + 1) * sizeof *memory->window);
        memory->window[chunk] = calloc(WORDS_PER_CHUNK, sizeof **memory->window);
        memory->window_size = (chunk + 1) << CHUNK_SHIFT;
    }
    return WINDOW_BASE + (memory->pages++ << 12);
}

static void write_word(struct memory *memory, uint64_t address, uint64_t word)
{
    uint64_t offset = address - WINDOW_BASE;
    memory->window[offset >> CHUNK_SHIFT][(offset >> 3) & (WORDS_PER_CHUNK - 1)] = word;
}

static void map(struct unit *unit, uint64_t iova, uint64_t hpa, int leaf_level)
{
    uint64_t table = unit->root;
    for (int level = unit->levels;; level--) {
        uint64_t entry, address = table + (((iova >> shift_of(level)) & 511) << 3);
        if (level == leaf_level) {
            write_word(&unit->memory, address, hpa | READ | WRITE | (level > 1 ? 1 << PAGE_SIZE_BIT : 0));
            return;
        }
        try_read(&unit->memory, address, &entry);
        if (!(entry & (READ | WRITE))) {
            entry = take_frame(&unit->memory) | READ | WRITE;
            write_word(&unit->memory, address, entry);
        }
        table = entry & ADDRESS_BITS;
    }
}

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
    *class = (struct page_class){ shift, sets - 1, calloc((size_t)sets * WAYS, sizeof(struct entry)), 0 };
    class->length = (size_t)sets * WAYS;
}

static struct unit *create(int levels, int shift, uint64_t pages)
{
    struct unit *unit = calloc(1, sizeof *unit);
    unit->levels = levels;
    unit->enabled = 1;
    set_reserved(unit->reserved);
    set_class(&unit->classes[0], 12, SETS_4K);
    set_class(&unit->classes[1], 21, SETS_2M);
    set_class(&unit->classes[2], 30, SETS_1G);
    take_frame(&unit->memory); /* The root table, and the context table: they are there, whoever asks for them. */
    take_frame(&unit->memory);
    unit->root = take_frame(&unit->memory);
    for (uint64_t page = 0; page < pages; page++)
        map(unit, page << shift, HPA_BASE + (page << shift), (shift - 3) / 9);
    return unit;
}

static struct request *stream(int shift, uint64_t pages, int count)
{
    struct request *requests = calloc((size_t)count, sizeof *requests);
    uint64_t state = 1;
    for (int i = 0; i < count; i++) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        requests[i].iova = (((state >> 33) & (pages - 1)) << shift) + ((state >> 21) & 0xff8);
        requests[i].rid = RID;
        requests[i].access = state >> 63 ? WRITE : READ;
    }
    return requests;
}

static __attribute__((noinline)) uint64_t walk_all(struct unit *unit, const struct request *requests, int count)
{
    uint64_t sum = 0;
    for (int i = 0; i < count; i++) {
        struct leaf leaf;
        const struct request *request = &requests[i];
        if (walk(&unit->memory, unit->reserved, unit->root, unit->levels, request->iova, request->access, 3, &leaf)
            == LEAF)
            sum += frame_of(&leaf) | (request->iova & ((1ULL << shift_of(leaf.level)) - 1));
    }
    return sum;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static int usage(void)
{
    fputs("translation hit PAGES OPERATIONS | translation walk LEVELS SHIFT PAGES OPERATIONS\n", stderr);
    return 2;
}

int main(int argc, char **argv)
{
    int is_hit = argc == 4 && strcmp(argv[1], "hit") == 0;
    if (!is_hit && (argc != 6 || strcmp(argv[1], "walk") != 0))
        return usage();
    int levels = is_hit ? 4 : atoi(argv[2]), shift = is_hit ? 12 : atoi(argv[3]);
    uint64_t pages = strtoull(argv[argc - 2], NULL, 10);
    long operations = strtol(argv[argc - 1], NULL, 10);
    int count = pages < REQUESTS_MIN ? REQUESTS_MIN : (int)pages;
    struct unit *unit = create(levels, shift, pages);
    struct request *requests = stream(shift, pages, count);
    struct result *results = calloc((size_t)count, sizeof *results);
    long passes = (operations + count - 1) / count;
    uint64_t sums = 0, sum = 0;
    double started = 0;
    for (long pass = -1; pass < passes; pass++) { /* The first pass fills caches, ours and the processor's. */
        if (pass == 0)
            started = now();
        sums += is_hit ? (uint64_t)translate(unit, requests, results, count).hits : walk_all(unit, requests, count);
    }
    double took = now() - started;
    sum = is_hit ? 0 : walk_all(unit, requests, count);
    for (int i = 0; is_hit && i < count; i++)
        sum += results[i].address;
    int same = sums == (is_hit ? (uint64_t)passes * count + (uint64_t)(count - unit->misses) : sum * (passes + 1));
    printf("%.4f %llu\n", took / ((double)passes * count), (unsigned long long)sum);
    return same ? 0 : 1;
}
