/* What the hot paths of FleetSim.Model are measured against: the same loops over the same requests, in C.
 *
 *   translation hit PAGES OPERATIONS                  one requester's pages of 4 KiB, all in the IOTLB
 *   translation walk LEVELS SHIFT PAGES OPERATIONS    pages of 2^SHIFT bytes, by the tables alone
 *   translation map SHIFT OPERATIONS                  1 GiB mapped and unmapped by pages of 2^SHIFT bytes
 *   translation batch SIZE OPERATIONS                 eight units, each asked for its stream in batches of SIZE
 *
 * Prints nanoseconds of CPU time per operation, and a sum of what one pass found: of hits and walks the addresses, of a
 * map all pages' addresses and the number of tables, of batches the addresses and the hits. Mapping and the order of
 * the requests are those of the loops in FleetSim.Benchmarks. */
#include "batch.h"
#include <stdio.h>
#include <time.h>

#define GIB (1ULL << 30)

struct loop {
    struct unit *unit;
    struct request *requests;
    struct result *results;
    struct batches *batches;
    int count, shift;
};

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

static uint64_t translate_all(struct loop *loop)
{
    return (uint64_t)translate(loop->unit, loop->requests, loop->results, loop->count).hits;
}

static uint64_t walk_pass(struct loop *loop) { return walk_all(loop->unit, loop->requests, loop->count); }

static uint64_t batch_pass(struct loop *loop) { return translate_batches(loop->batches); }

static void map_gib(struct loop *loop)
{
    struct unit *unit = loop->unit;
    struct piece all = { GIB, GIB, GIB };
    if (map_into(&unit->memory, unit->root, unit->levels, (loop->shift - 3) / 9, all) != GIB)
        abort();
}

static uint64_t unmap_gib(struct loop *loop)
{
    return unmap(&loop->unit->memory, loop->unit->root, loop->unit->levels, GIB, GIB);
}

static uint64_t map_pass(struct loop *loop)
{
    map_gib(loop);
    return unmap_gib(loop);
}

static uint64_t sum_of_results(const struct result *results, int count)
{
    uint64_t sum = 0;
    for (int i = 0; i < count; i++)
        sum += results[i].address;
    return sum;
}

static uint64_t hit_sum(struct loop *loop) { return sum_of_results(loop->results, loop->count); }

static uint64_t batch_sum(struct loop *loop)
{
    uint64_t sum = batch_pass(loop);
    for (int i = 0; i < UNITS; i++)
        sum += sum_of_results(loop->batches->results[i], STREAM);
    return sum;
}

static uint64_t map_sum(struct loop *loop)
{
    map_gib(loop);
    uint64_t sum = (uint64_t)loop->unit->memory.in_use;
    for (uint64_t iova = GIB; iova < 2 * GIB; iova += 1ULL << loop->shift) {
        struct leaf leaf;
        if (walk(&loop->unit->memory, loop->unit->reserved, loop->unit->root, loop->unit->levels, iova, READ, 3, &leaf)
            == LEAF)
            sum += frame_of(&leaf);
    }
    unmap_gib(loop);
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
    fputs("translation hit PAGES OPERATIONS | walk LEVELS SHIFT PAGES OPERATIONS | map SHIFT OPERATIONS"
          " | batch SIZE OPERATIONS\n", stderr);
    return 2;
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    int is_walk = strcmp(what, "walk") == 0;
    if (argc != (is_walk ? 6 : 4))
        return usage();
    struct loop loop = { 0 };
    uint64_t (*run)(struct loop *), (*sum)(struct loop *);
    if (is_walk || strcmp(what, "hit") == 0) {
        uint64_t pages = strtoull(argv[argc - 2], NULL, 10);
        loop.shift = is_walk ? atoi(argv[3]) : 12;
        loop.count = pages < REQUESTS_MIN ? REQUESTS_MIN : (int)pages;
        loop.unit = create(is_walk ? atoi(argv[2]) : 4, loop.shift, pages);
        loop.requests = stream(loop.shift, pages, loop.count);
        loop.results = calloc((size_t)loop.count, sizeof *loop.results);
        run = is_walk ? walk_pass : translate_all;
        sum = is_walk ? walk_pass : hit_sum;
    } else if (strcmp(what, "map") == 0) {
        loop.shift = atoi(argv[2]);
        loop.count = (int)(GIB >> loop.shift);
        loop.unit = create(4, loop.shift, 0);
        run = map_pass;
        sum = map_sum;
    } else if (strcmp(what, "batch") == 0) {
        loop.batches = create_batches(atoi(argv[2]));
        loop.count = UNITS * STREAM;
        run = batch_pass;
        sum = batch_sum;
    } else {
        return usage();
    }
    long operations = strtol(argv[argc - 1], NULL, 10), passes = (operations + loop.count - 1) / loop.count;
    run(&loop); /* Fills caches, ours and the processor's. */
    uint64_t first = run(&loop), sums = 0;
    double started = now();
    for (long pass = 0; pass < passes; pass++)
        sums += run(&loop);
    double took = now() - started;
    printf("%.4f %llu\n", took / ((double)passes * loop.count), (unsigned long long)sum(&loop));
    return sums == first * (uint64_t)passes ? 0 : 1;
}
